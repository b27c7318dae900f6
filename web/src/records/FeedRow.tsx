import { IconHistory, IconMessages, IconNote, IconPaperclip } from "@tabler/icons-react"
import { useQuery } from "@tanstack/react-query"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { Link } from "wouter"
import { api } from "../api/client"
import { Time } from "../components/Time"
import type { Activity, FeedItem, Note } from "../crm/types"
import { ActivityRow } from "./ActivityRow"
import { activityIcon } from "./activityTypes"
import { ChatText } from "./ChatText"
import classes from "./Feed.module.css"
import { FileRow } from "./FileRow"
import { NoteActs } from "./NoteActs"
import { NoteEditor } from "./NoteEditor"
import { wordChange } from "./wordChange"

const icons = {
  note: IconNote,
  chat: IconMessages,
  activity: IconNote,
  file: IconPaperclip,
  change: IconHistory,
}

interface Props {
  item: FeedItem
  writable: boolean
}

/** One thing that was noted, said, attached or changed. */
export function FeedRow({ item, writable }: Props) {
  const { t } = useTranslation()
  const Icon =
    item.kind === "activity" && item.activity ? activityIcon(item.activity.type) : icons[item.kind]
  const author = item.author?.name ?? t("crm:feed.itself")
  return (
    <li className={classes.item} data-kind={item.kind}>
      <span className={classes.icon}>
        <Icon size={16} stroke={1.7} aria-hidden />
      </span>
      <div className={classes.body}>
        {item.kind === "change" && <span>{wordChange(t, item)}</span>}
        {item.kind === "file" && item.file && (
          <FileRow item={item} file={item.file} writable={writable} />
        )}
        {item.kind === "activity" && item.activity && (
          <ActivityRow item={item} planned={item.activity} writable={writable} />
        )}
        {(item.kind === "note" || item.kind === "chat") && <Text item={item} writable={writable} />}
        <span className={classes.meta}>
          {author}
          {/* A planned activity stands where it is due, and says so itself */}
          {(item.kind !== "activity" || item.done) && (
            <>
              {" · "}
              <Time at={item.at} />
            </>
          )}
          {item.edited && (
            <>
              {" · "}
              {item.edited.by
                ? t("crm:feed.edited_by", { name: item.edited.by.name })
                : t("crm:feed.edited")}
            </>
          )}
          {item.conversation && (
            <>
              {" · "}
              <Link href={`/conversations/${item.conversation}`}>{t("crm:feed.open_chat")}</Link>
            </>
          )}
          {item.about.map((about) => (
            <About key={`${about.kind}${about.id}`} {...about} />
          ))}
        </span>
      </div>
    </li>
  )
}

/** What else it hangs on. Organizations have no page yet. */
function About({ kind, id, title }: FeedItem["about"][number]) {
  return (
    <>
      {" · "}
      {kind === "organization" ? title : <Link href={`/${kind}s/${id}`}>{title}</Link>}
    </>
  )
}

function Text({ item, writable }: Props) {
  const { t } = useTranslation()
  const [whole, setWhole] = useState(false)
  const [editing, setEditing] = useState(false)
  const number = Number(item.id.split(":")[1])
  const ours = item.kind === "note"
  const { data: note } = useQuery({
    queryKey: ["feed", item.id, number, item.edited?.at ?? item.text],
    queryFn: ({ signal }) =>
      item.id.startsWith("note:")
        ? api.get<Note>(`/crm-notes/${number}`, { signal })
        : api.get<Activity>(`/activities/${number}`, { signal }),
    enabled: item.more && (whole || editing),
  })
  const text = (item.more ? note?.text : undefined) ?? item.text
  if (editing && (note || !item.more))
    return <NoteEditor id={number} text={text} onDone={() => setEditing(false)} />
  return (
    <div className={classes.words}>
      {item.subject && <strong>{item.subject}</strong>}
      {item.kind === "chat" ? <ChatText text={text} /> : <p className={classes.text}>{text}</p>}
      {item.more && !note && (
        <button type="button" className={classes.all} onClick={() => setWhole(true)}>
          {t("crm:feed.whole")}
        </button>
      )}
      {ours && writable && <NoteActs id={number} onEdit={() => setEditing(true)} />}
    </div>
  )
}
