import { Button } from "@mantine/core"
import { IconUpload } from "@tabler/icons-react"
import { useQueryClient } from "@tanstack/react-query"
import { type DragEvent, useRef, useState } from "react"
import { useTranslation } from "react-i18next"
import { api } from "../api/client"
import { newKey } from "../browser/key"
import { Notice } from "../components/Notice"
import { refreshRecords } from "../crm/caches"
import type { Kind } from "../crm/types"
import { wordError } from "../i18n/codes"
import classes from "./Activity.module.css"

interface Failed {
  file: File
  key: string
  error: unknown
}

/** Puts files on a record, one after the other: chosen, or dropped here. */
export function FileBox({ kind, id }: { kind: Kind; id: number }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const field = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const [left, setLeft] = useState(0)
  const [failed, setFailed] = useState<Failed[]>([])
  const send = async (files: { file: File; key: string }[]) => {
    setFailed([])
    setLeft((count) => count + files.length)
    for (const { file, key } of files) {
      const body = new FormData()
      body.append("file", file)
      try {
        await api.post(`/${kind}s/${id}/files`, body, { query: { key } })
      } catch (error) {
        setFailed((others) => [...others, { file, key, error }])
      }
      setLeft((count) => count - 1)
      await refreshRecords(client)
    }
  }
  const add = (files: FileList | null) =>
    void send([...(files ?? [])].map((file) => ({ file, key: newKey() })))
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    add(event.dataTransfer.files)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button within does the same
    <div
      className={classes.drop}
      data-over={over}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <IconUpload size={20} stroke={1.6} aria-hidden />
      <p role="status">
        {left > 0 ? t("activities:uploading", { count: left }) : t("activities:drop")}
      </p>
      <input
        ref={field}
        type="file"
        multiple
        hidden
        aria-label={t("activities:choose_files")}
        onChange={(event) => {
          add(event.currentTarget.files)
          event.currentTarget.value = ""
        }}
      />
      <Button variant="default" size="xs" onClick={() => field.current?.click()}>
        {t("activities:choose_files")}
      </Button>
      {failed.map(({ file, key, error }) => (
        <Notice key={key} tone="red">
          {file.name}: {wordError(t, error)}{" "}
          <Button size="compact-xs" variant="default" onClick={() => void send([{ file, key }])}>
            {t("common:try_again")}
          </Button>
        </Notice>
      ))}
    </div>
  )
}
