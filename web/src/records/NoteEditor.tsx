import { Button, Textarea } from "@mantine/core"
import { useMutation, useQueryClient } from "@tanstack/react-query"
import { type FormEvent, type KeyboardEvent, useState } from "react"
import { useTranslation } from "react-i18next"
import { api } from "../api/client"
import { refreshRecords } from "../crm/caches"
import { wordError } from "../i18n/codes"
import classes from "./Feed.module.css"

interface Props {
  id: number
  text: string
  onDone: () => void
}

/** A note that is there, as text to be changed. */
export function NoteEditor({ id, text: before, onDone }: Props) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [text, setText] = useState(before)
  const save = useMutation({
    mutationFn: () => api.patch(`/crm-notes/${id}`, { text }),
    onSuccess: async () => {
      await refreshRecords(client)
      onDone()
    },
  })
  const submit = (event?: FormEvent) => {
    event?.preventDefault()
    if (text.trim() !== "") save.mutate()
  }
  return (
    <form className={classes.editor} onSubmit={submit}>
      <Textarea
        autoFocus
        autosize
        minRows={2}
        maxRows={16}
        aria-label={t("crm:note.edit")}
        maxLength={50_000}
        value={text}
        error={save.error ? wordError(t, save.error) : undefined}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") onDone()
          if (sends(event)) submit()
        }}
      />
      <div className={classes.buttons}>
        <Button variant="default" size="xs" onClick={onDone}>
          {t("common:cancel")}
        </Button>
        <Button type="submit" color="green" size="xs" loading={save.isPending}>
          {t("common:save")}
        </Button>
      </div>
    </form>
  )
}

/** Enter breaks the line; with Ctrl or ⌘ it saves. */
export const sends = (event: KeyboardEvent): boolean =>
  event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.nativeEvent.isComposing
