import { IconArchive, IconArchiveOff, IconUserPlus, IconX } from "@tabler/icons-react"
import { formatNumber } from "../../i18n/format"
import { useWords } from "../../i18n/useWords"
import AssignMenu from "../handling/AssignMenu"
import { useHandling } from "../handling/useHandling"
import classes from "./SelectionBar.module.css"
import { selection, useSelection } from "./selection"
import { useView } from "./view"

/** Below the list while rows are ticked: what can be done with all of them at once. */
export default function SelectionBar() {
  const { t } = useWords()
  const { section } = useView()
  const ids = [...useSelection()]
  const { close, reopen } = useHandling()
  const ended = { onSuccess: () => selection.clear() }
  const closed = section === "closed"
  const Icon = closed ? IconArchiveOff : IconArchive
  const none = ids.length === 0
  return (
    <div className={classes.bar} role="toolbar" aria-label={t("list:selected_tools")}>
      <span className={classes.count} aria-live="polite">
        {t("list:selected", { count: ids.length, shown: formatNumber(ids.length) })}
      </span>
      <AssignMenu
        ids={ids}
        assignee={null}
        opened={false}
        onDone={() => selection.clear()}
        target={
          <button type="button" className={classes.act} disabled={none}>
            <IconUserPlus size={16} stroke={1.8} aria-hidden />
            {t("handling:assign")}
          </button>
        }
      />
      <button
        type="button"
        className={classes.act}
        disabled={none}
        onClick={() => (closed ? reopen.mutate({ ids }, ended) : close.mutate({ ids }, ended))}
      >
        <Icon size={16} stroke={1.8} aria-hidden />
        {closed ? t("handling:reopen") : t("handling:close")}
      </button>
      <button
        type="button"
        className={classes.end}
        aria-label={t("list:selected_end")}
        title={t("list:selected_end")}
        onClick={() => selection.clear()}
      >
        <IconX size={16} stroke={1.8} />
      </button>
    </div>
  )
}
