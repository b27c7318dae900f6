import { IconFileOff } from "@tabler/icons-react"
import { useMutation } from "@tanstack/react-query"
import { api } from "../../../api/client"
import type { Attachment } from "../../../api/types"
import { Spinner } from "../../../components/Spinner"
import { toast } from "../../../components/toast"
import { wordCode, wordError } from "../../../i18n/codes"
import { useWords } from "../../../i18n/useWords"
import classes from "./Media.module.css"

/** A file that is still being fetched from the provider, or that could not be had. */
export function Unavailable({ attachment }: { attachment: Attachment }) {
  const { t } = useWords()
  const { kind, name, state, error } = attachment
  const word = name || t(`list:kind.${kind}`, { defaultValue: t("list:kind.file") })
  const pending = state === "pending"
  return (
    <span className={classes.file}>
      <span className={classes.icon} data-quiet>
        {pending ? <Spinner size={18} /> : <IconFileOff size={20} stroke={1.7} aria-hidden />}
      </span>
      <span className={classes.words}>
        <span className={classes.name}>{word}</span>
        <span className={classes.meta}>
          {pending ? t("thread:fetching") : wordCode(t, error?.code ?? "file_gone", error?.params)}
        </span>
        {attachment.can_fetch && <FetchAgain attachment={attachment} />}
      </span>
    </span>
  )
}

/** What comes of it arrives by the stream, like the first fetch. */
function FetchAgain({ attachment }: { attachment: Attachment }) {
  const { t } = useWords()
  const fetch = useMutation({
    mutationFn: () => api.post<Attachment>(`/attachments/${attachment.id}/fetch`),
    onError: (error) => toast({ text: wordError(t, error), tone: "red" }),
  })
  return (
    <button
      type="button"
      className={classes.again}
      disabled={fetch.isPending}
      onClick={() => fetch.mutate()}
    >
      {t("thread:fetch_again")}
    </button>
  )
}
