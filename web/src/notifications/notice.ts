import type { TFunction } from "i18next"

export const events = ["mine", "others", "unassigned", "assigned"] as const
export type Event = (typeof events)[number]
/** Conversations of one's own that were taken away, and a colleague's that went back to Unassigned (H-11). */
export type Loss = "lost" | "freed"

/** What the stream tells this member of, to be shown by one of their open pages. */
export interface Notice {
  event: Event | Loss
  /** 0: of a loss, when it is about several, or about what one may not see. */
  conversation_id: number
  /** 0: it is about no message. */
  message_id: number
  name: string
  text: string
  kind: string
  /** The colleague who assigned the conversation; of a loss, whose they were. */
  by: string
  /** Of a loss: how many conversations. */
  count: number
}

/** Title and text, as kaiwa/notifications/pushes.py words what is pushed. */
export function wordNotice(t: TFunction, notice: Notice): { title: string; body: string } {
  const { event, name, by, count } = notice
  if (event === "lost") return { title: t("notice:lost", { count }), body: t("notice:lost_why") }
  if (event === "freed") {
    const body = by ? t("notice:freed_by", { by }) : t("notice:freed_why")
    return { title: t("notice:freed", { count }), body }
  }
  const said = notice.text || (notice.kind && t(`list:kind.${notice.kind}`, { defaultValue: "" }))
  if (event !== "assigned")
    return {
      title: event === "unassigned" ? t("notice:unassigned", { name }) : name,
      body: said || t("notice:message"),
    }
  const given = by ? t("notice:assigned_by", { by }) : t("notice:assigned")
  return { title: name, body: said ? `${given}\n${said}` : given }
}

/** One notification a conversation: a newer one takes the older one's place. */
export const tagOf = (conversation: number): string => `conversation-${conversation}`

export const tagOfNotice = ({ event, conversation_id }: Notice): string =>
  event === "lost" || event === "freed" ? event : tagOf(conversation_id)
