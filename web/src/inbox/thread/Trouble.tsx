import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query"
import { useState } from "react"
import { api } from "../../api/client"
import { ApiError } from "../../api/error"
import type { Message } from "../../api/types"
import { toast } from "../../components/toast"
import { HelpLink } from "../../help/HelpLink"
import { wordCode, wordError } from "../../i18n/codes"
import { useWords } from "../../i18n/useWords"
import { keys, putMessage } from "../caches"
import { lastHere } from "../composer/compose"
import type { Thread } from "./messages"
import { seen } from "./seen"
import classes from "./Trouble.module.css"
import { TroubleDetails } from "./TroubleDetails"

/** Below a message that failed, or of which nobody knows: one sentence why, and what can be done. */
export function Trouble({ message }: { message: Message }) {
  const { t } = useWords()
  const [details, setDetails] = useState(false)
  const act = useAnswer(message)
  const { status, error } = message
  const failed = status === "failed"
  return (
    <div className={classes.trouble} data-status={status}>
      <span>{failed ? wordCode(t, error?.code, error?.params) : t("thread:unknown_why")}</span>
      <span className={classes.actions}>
        {failed && (
          <Action
            label={t("thread:retry")}
            busy={act.isPending}
            run={() => act.mutate({ verb: "retry" })}
          />
        )}
        {!failed && (
          <>
            <Action
              label={t("thread:settle_sent")}
              busy={act.isPending}
              run={() => act.mutate({ verb: "settle", sent: true })}
            />
            <Action
              label={t("thread:settle_failed")}
              busy={act.isPending}
              run={() => act.mutate({ verb: "settle", sent: false })}
            />
          </>
        )}
        {failed && (
          <Action
            label={t("thread:details_of")}
            expanded={details}
            run={() => setDetails(!details)}
          />
        )}
        <HelpLink code={failed ? error?.code : "unknown_outcome"} otherwise="cannot-send" />
      </span>
      {details && <TroubleDetails message={message} />}
    </div>
  )
}

interface ActionProps {
  label: string
  busy?: boolean
  expanded?: boolean
  run: () => void
}

function Action({ label, busy, expanded, run }: ActionProps) {
  return (
    <button
      type="button"
      className={classes.action}
      disabled={busy}
      aria-expanded={expanded}
      onClick={run}
    >
      {label}
    </button>
  )
}

/** What its writer has not seen holds back what would go to the customer (D-58). */
function again({ id }: Message, answer: Answer, seen: number | null): Promise<Message> {
  if (answer.verb === "retry")
    return api.post<Message>(`/messages/${id}/retry`, undefined, { query: { seen } })
  return api.post<Message>(`/messages/${id}/settle`, { sent: answer.sent, seen: seen ?? undefined })
}

/** It is on the screen when it is tried again. */
function showNews(client: QueryClient, { conversation_id }: Message, { params }: ApiError): void {
  void client.invalidateQueries({ queryKey: keys.thread(conversation_id) })
  const { messages } = params
  if (Array.isArray(messages)) seen.note(conversation_id, Math.max(...messages.map(Number)))
}

/** Who presses a button of a message has the thread before them. */
const inView = (client: QueryClient, conversation: number): number | null =>
  seen.of(conversation) ?? (lastHere(client, conversation) || null)

type Answer = { verb: "retry" } | { verb: "settle"; sent: boolean }

function useAnswer(message: Message) {
  const { t } = useWords()
  const client = useQueryClient()
  return useMutation({
    mutationFn: (answer: Answer) => again(message, answer, inView(client, message.conversation_id)),
    onSuccess: (answered) => {
      const thread = client.getQueryData<Thread>(keys.thread(message.conversation_id))
      // A state that the stream brought meanwhile is later than the answer
      if (thread?.items.includes(message)) putMessage(client, answered)
    },
    onError: (error) => {
      toast({ text: wordError(t, error), tone: "red" })
      if (error instanceof ApiError && error.code === "stale") showNews(client, message, error)
    },
  })
}
