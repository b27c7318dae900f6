import { useMutation, useQueryClient } from "@tanstack/react-query"
import { useState } from "react"
import { api } from "../../api/client"
import type { Message } from "../../api/types"
import { toast } from "../../components/toast"
import { HelpLink } from "../../help/HelpLink"
import { wordCode, wordError } from "../../i18n/codes"
import { useWords } from "../../i18n/useWords"
import { keys, putMessage } from "../caches"
import type { Thread } from "./messages"
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

type Answer = { verb: "retry" } | { verb: "settle"; sent: boolean }

function useAnswer(message: Message) {
  const { t } = useWords()
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ verb, ...body }: Answer) =>
      api.post<Message>(`/messages/${message.id}/${verb}`, body),
    onSuccess: (answered) => {
      const thread = client.getQueryData<Thread>(keys.thread(message.conversation_id))
      // A state that the stream brought meanwhile is later than the answer
      if (thread?.items.includes(message)) putMessage(client, answered)
    },
    onError: (error) => toast({ text: wordError(t, error), tone: "red" }),
  })
}
