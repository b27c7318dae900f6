import { Button, Textarea } from "@mantine/core"
import { useMutation, useQueryClient } from "@tanstack/react-query"
import { type FormEvent, useState } from "react"
import { useTranslation } from "react-i18next"
import { api } from "../api/client"
import { newKey } from "../browser/key"
import { refreshRecords } from "../crm/caches"
import type { Kind } from "../crm/types"
import { wordError } from "../i18n/codes"
import classes from "./Feed.module.css"
import { sends } from "./NoteEditor"

/** Writes a note on a record; the key stays until it is there, so that pressing twice writes one. */
export function NoteBox({ kind, id }: { kind: Kind; id: number }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [text, setText] = useState("")
  const [key, setKey] = useState(newKey)
  const write = useMutation({
    mutationFn: () => api.post(`/${kind}s/${id}/notes`, { text, key }),
    onSuccess: async () => {
      setText("")
      setKey(newKey())
      await refreshRecords(client)
    },
  })
  const submit = (event?: FormEvent) => {
    event?.preventDefault()
    if (text.trim() !== "" && !write.isPending) write.mutate()
  }
  return (
    <form className={classes.box} onSubmit={submit}>
      <Textarea
        autosize
        minRows={2}
        maxRows={12}
        variant="unstyled"
        aria-label={t("crm:note.write")}
        placeholder={t("crm:note.placeholder")}
        maxLength={50_000}
        value={text}
        error={write.error ? wordError(t, write.error) : undefined}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => sends(event) && submit()}
      />
      <div className={classes.buttons}>
        <span className={classes.meta}>{t("crm:note.who")}</span>
        <Button
          type="submit"
          color="green"
          size="xs"
          loading={write.isPending}
          disabled={text.trim() === ""}
        >
          {t("crm:note.save")}
        </Button>
      </div>
    </form>
  )
}
