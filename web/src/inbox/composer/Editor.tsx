import { IconArrowUp, IconPaperclip } from "@tabler/icons-react"
import { useQueryClient } from "@tanstack/react-query"
import { type ClipboardEvent, useCallback, useEffect, useRef, useState } from "react"
import type { Capabilities } from "../../api/types"
import { useWords } from "../../i18n/useWords"
import { AttachmentTray } from "./AttachmentTray"
import classes from "./Composer.module.css"
import { compose } from "./compose"
import { DropZone } from "./DropZone"
import { send } from "./deliver"
import { readDraft } from "./drafts"
import { EmojiButton } from "./EmojiButton"
import { LengthNotice, LONGEST, lengthOf } from "./LengthNotice"
import { onRevise } from "./revise"
import { TextBox } from "./TextBox"
import { useKeptDraft } from "./useKeptDraft"
import { useShowWriting } from "./useShowWriting"
import { useUploads } from "./useUploads"

/** Text and files becoming a message. Its state is its own, so that typing draws nothing else. */
export function Editor({
  conversation,
  channel,
  limits,
}: {
  conversation: number
  channel: number
  limits: Capabilities | undefined
}) {
  const { t } = useWords()
  const client = useQueryClient()
  const [initial] = useState(() => readDraft(conversation))
  const [text, setText] = useState(initial.text)
  const { uploads, add, remove, replace } = useUploads(initial.attachments, limits)
  const box = useRef<HTMLTextAreaElement>(null)
  const picker = useRef<HTMLInputElement>(null)
  useKeptDraft(conversation, text, uploads)
  const showWriting = useShowWriting(conversation, channel)
  const write = (written: string) => {
    setText(written)
    showWriting(written)
  }
  useEffect(
    () =>
      onRevise(conversation, (draft) => {
        setText(draft.text)
        replace(draft.attachments)
        box.current?.focus()
      }),
    [conversation, replace],
  )

  const over = text.length > LONGEST && lengthOf(text) > LONGEST
  const complete = uploads.every(({ attachment, problem }) => attachment && !problem)
  const ready = (text.trim() !== "" || uploads.length > 0) && complete && !over
  const submit = useCallback(() => {
    if (!ready) return
    const attachments = uploads.flatMap(({ attachment }) => attachment ?? [])
    send(client, compose(client, conversation, text, attachments))
    setText("")
    replace([])
  }, [ready, uploads, client, conversation, text, replace])

  const paste = (event: ClipboardEvent) => {
    if (event.clipboardData.files.length === 0) return
    event.preventDefault()
    add(event.clipboardData.files)
  }
  return (
    <div className={classes.editor} onPaste={paste}>
      <DropZone onDrop={add} />
      {uploads.length > 0 && <AttachmentTray uploads={uploads} remove={remove} />}
      <div className={classes.row}>
        <button
          type="button"
          className={classes.tool}
          onClick={() => picker.current?.click()}
          aria-label={t("composer:attach")}
          title={t("composer:attach")}
        >
          <IconPaperclip size={20} stroke={1.7} />
        </button>
        <input
          ref={picker}
          type="file"
          multiple
          hidden
          data-testid="file-input"
          onChange={(event) => {
            add(Array.from(event.currentTarget.files ?? []))
            event.currentTarget.value = ""
          }}
        />
        <EmojiButton box={box} onText={setText} />
        <TextBox ref={box} text={text} onText={write} onSend={submit} />
        <button
          type="button"
          className={classes.send}
          disabled={!ready}
          onClick={submit}
          aria-label={t("composer:send")}
          title={t("composer:send")}
        >
          <IconArrowUp size={20} stroke={2} />
        </button>
      </div>
      <LengthNotice text={text} limit={limits?.text_limit ?? null} />
    </div>
  )
}
