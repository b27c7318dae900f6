import { IconFile } from "@tabler/icons-react"
import { useQueryClient } from "@tanstack/react-query"
import { memo, type ReactNode } from "react"
import type { Found, FoundContact, Snippet } from "../../api/types"
import { Avatar } from "../../components/Avatar"
import { Time } from "../../components/Time"
import { useWords } from "../../i18n/useWords"
import { contactName } from "../contactName"
import { prefetchThread } from "../thread/useThread"
import { Marked } from "./Marked"
import { marksOf } from "./marked"
import classes from "./Results.module.css"
import { useSearching } from "./searching"

interface Option {
  index: number
  open: (index: number) => void
}

/** Somebody whose name holds what was looked for. */
export const FoundContactRow = memo(function FoundContactRow({
  hit,
  index,
  opened,
  open,
}: Option & { hit: FoundContact; opened: boolean }) {
  const { t } = useWords()
  const { conversation, name, by } = hit
  const client = useQueryClient()
  const shown = contactName(conversation)
  return (
    <Row
      index={index}
      open={open}
      contact
      opened={opened}
      onPointerEnter={() => prefetchThread(client, conversation.id)}
    >
      <Avatar
        name={shown}
        picture={conversation.contact.picture_url}
        channel={conversation.channel}
        size={36}
      />
      <div className={classes.body}>
        <div className={classes.line}>
          <span className={classes.name}>
            {name.text === shown ? <Shown snippet={name} /> : shown}
          </span>
          <Time at={hit.last_message_at} className={classes.time} />
        </div>
        <div className={classes.text}>
          {name.text === shown ? (
            conversation.channel.name
          ) : (
            <>
              {t(`search:by.${by}`)} <Shown snippet={name} />
            </>
          )}
        </div>
      </div>
    </Row>
  )
})

/** A message that holds what was looked for, with the words around it. */
export const FoundMessageRow = memo(function FoundMessageRow({
  hit,
  index,
  open,
}: Option & { hit: Found }) {
  const { t } = useWords()
  const { conversation, text, files, direction, author } = hit
  const name = contactName(conversation)
  const writer = author?.name ?? t("search:ours")
  return (
    <Row index={index} open={open}>
      <Avatar
        name={name}
        picture={conversation.contact.picture_url}
        channel={conversation.channel}
        size={36}
      />
      <div className={classes.body}>
        <div className={classes.line}>
          <span className={classes.name}>{name}</span>
          <Time at={hit.sent_at} className={classes.time} />
        </div>
        {text && (
          <div className={classes.text}>
            {direction !== "in" && (
              <span className={classes.prefix}>
                {direction === "note" && `${t("search:note")} · `}
                {writer}:{" "}
              </span>
            )}
            <Shown snippet={text} />
          </div>
        )}
        {files.map((file) => (
          <div key={file.text} className={classes.file}>
            <IconFile size={14} stroke={1.8} aria-hidden />
            <span>
              <Shown snippet={file} />
            </span>
          </div>
        ))}
      </div>
    </Row>
  )
})

function Shown({ snippet }: { snippet: Snippet }) {
  return (
    <>
      {snippet.cut_before && "…"}
      <Marked text={snippet.text} marks={marksOf(snippet)} />
      {snippet.cut_after && "…"}
    </>
  )
}

interface RowProps extends Option {
  contact?: boolean
  opened?: boolean
  onPointerEnter?: () => void
  children: ReactNode
}

/** One option of the field's listbox: the focus stays in the field, and keys move through these. */
function Row({ index, open, contact, opened, onPointerEnter, children }: RowProps) {
  const { active } = useSearching()
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: by aria-activedescendant of the field
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field takes the keys
    <div
      id={`found-${index}`}
      className={classes.row}
      role="option"
      aria-selected={index === active || (active < 0 && opened === true)}
      data-contact={contact}
      data-testid={contact ? "found-contact" : "found-message"}
      onClick={() => open(index)}
      onPointerEnter={onPointerEnter}
    >
      {children}
    </div>
  )
}
