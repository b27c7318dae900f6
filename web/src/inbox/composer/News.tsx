import { useQuery } from "@tanstack/react-query"
import type { Message } from "../../api/types"
import { useWords } from "../../i18n/useWords"
import { keys } from "../caches"
import type { Thread } from "../thread/messages"
import { type Outgoing, unseenOf } from "./outbox"
import classes from "./StalePanel.module.css"

const SHOWN = 3

/** In a line each, who wrote what meanwhile. */
export function News({ item }: { item: Outgoing }) {
  const { t } = useWords()
  // Whatever the thread around it has loaded; nothing is asked for here
  const { data } = useQuery<Thread>({ queryKey: keys.thread(item.conversation), enabled: false })
  const unseen = unseenOf(item)
  const news = data?.items.filter(({ id }) => unseen.includes(id)) ?? []
  if (news.length === 0) return null
  return (
    <ul className={classes.news}>
      {news.slice(-SHOWN).map((message) => (
        <li key={message.id}>
          <span className={classes.who}>{writer(message)}</span> {said(message)}
        </li>
      ))}
    </ul>
  )

  function writer({ direction, author }: Message): string {
    if (direction === "in") return t("composer:news_customer")
    const name = author?.name ?? t("thread:elsewhere")
    return t(direction === "note" ? "composer:news_note" : "composer:news_reply", { name })
  }

  function said({ text, kind, attachments }: Message): string {
    return text || t(`list:kind.${attachments[0]?.kind ?? kind}`, { defaultValue: "" })
  }
}
