import { IconX } from "@tabler/icons-react"
import { useQuery } from "@tanstack/react-query"
import { useWords } from "../../i18n/useWords"
import { membersQuery } from "../../settings/queries"
import { useChannels } from "../useChannels"
import classes from "./FilterChips.module.css"
import { changeView, isNarrowed, useView, type View } from "./view"

/** What the list leaves out, and its order where that is not the usual one; each can be taken back. */
export function FilterChips() {
  const { t } = useWords()
  const view = useView()
  const channel = useChannels().data?.find(({ id }) => id === view.channel)
  const { data: members } = useQuery({ ...membersQuery, enabled: view.assignee !== null })
  if (!isNarrowed(view) && view.sort === "newest") return null
  const assignee = members?.find(({ id }) => id === view.assignee)
  const chips: [shown: boolean, word: string, without: Partial<View>][] = [
    [view.sort !== "newest", t(`list:sort.${view.sort}`), { sort: "newest" }],
    [view.unread, t("list:only.unread"), { unread: false }],
    [view.waiting, t("list:only.waiting"), { waiting: false }],
    [view.channel !== null, channel?.name ?? t("list:channel"), { channel: null }],
    [view.assignee !== null, assignee?.name ?? t("list:assignee"), { assignee: null }],
  ]
  return (
    <div className={classes.chips}>
      {chips
        .filter(([shown]) => shown)
        .map(([, word, without]) => (
          <button
            key={word}
            type="button"
            className={classes.chip}
            aria-label={t("list:without", { word })}
            onClick={() => changeView(without)}
          >
            <span className={classes.word}>{word}</span>
            <IconX size={12} stroke={2} aria-hidden />
          </button>
        ))}
    </div>
  )
}
