import type { TFunction } from "i18next"

export const events = ["mine", "others", "unassigned", "assigned"] as const
export type Event = (typeof events)[number]

/** What the stream tells this member of, to be shown by one of their open pages. */
export interface Notice {
  event: Event
  conversation_id: number
  /** 0: it is about no message. */
  message_id: number
  name: string
  text: string
  kind: string
  /** The colleague who assigned the conversation. */
  by: string
}

/** Title and text, as kaiwa/notifications/pushes.py words what is pushed. */
export function wordNotice(t: TFunction, notice: Notice): { title: string; body: string } {
  const { event, name, by } = notice
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
