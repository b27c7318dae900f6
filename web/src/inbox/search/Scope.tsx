import { IconX } from "@tabler/icons-react"
import { useQuery } from "@tanstack/react-query"
import type { Conversation } from "../../api/types"
import { useWords } from "../../i18n/useWords"
import { keys } from "../caches"
import { contactName } from "../contactName"
import { useChannels } from "../useChannels"
import classes from "./Scope.module.css"
import { isScoped, search, useSearching, type Whom } from "./searching"

/** Where one looks: on every channel or on one, with everybody or with one contact, who is a press away. */
export function Scope({ openId }: { openId: number | null }) {
  const { t } = useWords()
  const searching = useSearching()
  const { query, channel, contact } = searching
  const channels = useChannels().data ?? []
  const open = useOpenContact(openId)
  const whom = contact ?? open
  const several = channels.length > 1
  if ((query.trim() === "" && !isScoped(searching)) || !(several || whom)) return null
  return (
    <fieldset className={classes.scope} aria-label={t("search:scope")}>
      {several && (
        <select
          className={classes.chip}
          data-on={channel !== null}
          aria-label={t("search:channel")}
          value={channel ?? ""}
          onChange={({ currentTarget: { value } }) =>
            search.within({ channel: value === "" ? null : Number(value) })
          }
        >
          <option value="">{t("search:all_channels")}</option>
          {channels.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      )}
      {whom && (
        <button
          type="button"
          className={classes.chip}
          data-on={contact !== null}
          aria-pressed={contact !== null}
          onClick={() => search.within({ contact: contact ? null : whom })}
        >
          <span className={classes.word}>{t("search:only", { name: whom.name })}</span>
          {contact && <IconX size={12} stroke={2} aria-hidden />}
        </button>
      )}
    </fieldset>
  )
}

/** With whom the open conversation is, as far as it is known. */
function useOpenContact(openId: number | null): Whom | null {
  const { data } = useQuery<Conversation>({
    queryKey: keys.conversation(openId ?? 0),
    enabled: false,
  })
  return data && openId !== null ? { id: data.contact.id, name: contactName(data) } : null
}
