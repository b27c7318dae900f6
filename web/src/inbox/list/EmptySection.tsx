import { Button } from "@mantine/core"
import { IconFilterOff, IconMoodCheck } from "@tabler/icons-react"
import { EmptyState } from "../../components/EmptyState"
import { useWords } from "../../i18n/useWords"
import { EmptyInbox } from "./EmptyInbox"
import { useCounts } from "./useCounts"
import { changeView, isNarrowed, noFilters, useView } from "./view"

/** Nothing stands here: because all of it is done, is left out, or nobody has written yet. */
export function EmptySection() {
  const { t } = useWords()
  const view = useView()
  const { data: counts } = useCounts()
  if (isNarrowed(view))
    return (
      <EmptyState
        icon={<IconFilterOff size={24} stroke={1.6} />}
        title={t("list:empty.filtered")}
        action={
          <Button variant="default" onClick={() => changeView(noFilters)}>
            {t("list:empty.unfilter")}
          </Button>
        }
      />
    )
  if (!counts) return null
  const nobody = Object.values(counts).every(({ conversations }) => conversations === 0)
  if (nobody) return <EmptyInbox />
  return (
    <EmptyState
      icon={<IconMoodCheck size={24} stroke={1.6} />}
      title={t(`list:empty.section.${view.section}`)}
    >
      {t(`list:empty.section_text.${view.section}`)}
    </EmptyState>
  )
}
