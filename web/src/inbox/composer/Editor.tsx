import { IconArrowUp, IconPaperclip } from "@tabler/icons-react"
import { useQueryClient } from "@tanstack/react-query"
import { type ClipboardEvent, useCallback, useEffect, useRef, useState } from "react"
import type { Capabilities, Conversation } from "../../api/types"
import { useWords } from "../../i18n/useWords"
import { noteWriting, stopWriting } from "../together/writing"
import { AttachmentTray } from "./AttachmentTray"
import classes from "./Composer.module.css"
import { compose } from "./compose"
import { DropZone } from "./DropZone"
import { send } from "./deliver"
import { keepDraft, readDraft } from "./drafts"
import { EmojiButton } from "./EmojiButton"
import { LengthNotice, LONGEST, lengthOf } from "./LengthNotice"
import type { Mode } from "./mode"
import { NoteFoot } from "./NoteFoot"
import { QuoteBar } from "./QuoteBar"
import { setQuote, stepQuote, useQuote } from "./quoting"
import { onRevise } from "./revise"
import { TextBox } from "./TextBox"
import { useKeptDraft } from "./useKeptDraft"
import { useShowWriting } from "./useShowWriting"
import { useUploads } from "./useUploads"

/** Our own storage takes any file. */
const noteLimits = { attachment_limit: Number.POSITIVE_INFINITY, attachment_types: [] }

interface Props {
  conversation: Conversation
  mode: Mode
  /** Of the channel, once they are known. */
  limits: Capabilities | undefined
}

/** Text and files becoming a message or a note. Its state is its own, so that typing draws nothing else. */
export function Editor({ conversation: { id: conversation, channel }, mode, limits }: Props) {
  const { t } = useWords()
  const client = useQueryClient()
  const [initial] = useState(() => readDraft(conversation, mode))
  const [text, setText] = useState(initial.text)
  const { uploads, add, remove, replace } = useUploads(
    initial.attachments,
    mode === "note" ? noteLimits : limits,
  )
  const quoted = useQuote(conversation)
  const quote = mode === "reply" ? quoted : null
  const box = useRef<HTMLTextAreaElement>(null)
  const picker = useRef<HTMLInputElement>(null)
  useKeptDraft(conversation, mode, { text, uploads, quote })
  const showWriting = useShowWriting(conversation, channel.id)
  const write = (written: string) => {
    setText(written)
    noteWriting(conversation, mode, written)
    if (mode === "reply") showWriting(written)
  }
  useEffect(() => stopWriting, [])
  useEffect(
    () =>
      onRevise(conversation, mode, (draft) => {
        setText(draft.text)
        replace(draft.attachments)
        box.current?.focus()
      }),
    [conversation, mode, replace],
  )

  const over = text.length > LONGEST && lengthOf(text) > LONGEST
  const complete = uploads.every(({ attachment, problem }) => attachment && !problem)
  const ready = (text.trim() !== "" || uploads.length > 0) && complete && !over
  const submit = useCallback(() => {
    if (!ready) return
    const attachments = uploads.flatMap(({ attachment }) => attachment ?? [])
    send(client, compose(client, conversation, { text, attachments, quote }, mode))
    setText("")
    replace([])
    // At once: what is held back goes before what the draft holds
    keepDraft(conversation, { text: "", attachments: [] }, mode)
    stopWriting()
    if (mode === "reply") setQuote(conversation, null)
  }, [ready, uploads, client, conversation, text, quote, mode, replace])

  const paste = (event: ClipboardEvent) => {
    if (event.clipboardData.files.length === 0) return
    event.preventDefault()
    add(event.clipboardData.files)
  }
  return (
    <div className={classes.editor} data-mode={mode} onPaste={paste}>
      <DropZone onDrop={add} />
      {mode === "reply" && <QuoteBar conversation={conversation} />}
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
        <EmojiButton box={box} onText={write} />
        <TextBox
          ref={box}
          mode={mode}
          text={text}
          onText={write}
          onSend={submit}
          onOther={(step) => mode === "reply" && stepQuote(client, conversation, step)}
        />
        <button
          type="button"
          className={classes.send}
          disabled={!ready}
          onClick={submit}
          aria-label={t(mode === "note" ? "composer:save_note" : "composer:send")}
          title={t(mode === "note" ? "composer:save_note" : "composer:send")}
        >
          <IconArrowUp size={20} stroke={2} />
        </button>
      </div>
      <LengthNotice text={text} limit={mode === "reply" ? (limits?.text_limit ?? null) : null} />
      {mode === "note" && <NoteFoot channel={channel.id} />}
    </div>
  )
}
