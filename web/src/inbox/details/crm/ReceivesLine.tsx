import { Menu } from "@mantine/core"
import { IconChevronDown } from "@tabler/icons-react"
import { useTranslation } from "react-i18next"
import classes from "./CrmCard.module.css"
import { receivers, same } from "./records"
import type { CrmRecord, Panel } from "./types"
import { useReceiver } from "./useReceiver"

/** H-06: which deal or lead gets what is said, why that one, and another one by choice. */
export function ReceivesLine({ panel }: { panel: Panel }) {
  const { t } = useTranslation()
  const { choose, letGo, busy } = useReceiver(panel)
  const { record, how } = panel.receives
  const choices = receivers(panel)
  const silent = [panel.person, ...panel.items].every((link) => !link?.transcript)
  // Nothing is written, which the line below says
  if (silent) return null
  const shown = record ? nameOf(record) : t("panel:receives.person_only")
  return (
    <div className={classes.row}>
      <span className={classes.label}>{t("panel:receives.label")}</span>
      {choices.length === 0 ? (
        <span>{shown}</span>
      ) : (
        <Menu position="bottom-start" width={288} shadow="md" withInitialFocusPlaceholder={false}>
          <Menu.Target>
            <button
              type="button"
              className={classes.choose}
              disabled={busy}
              aria-label={t("panel:receives.change", { title: shown })}
            >
              <span className={classes.chosen}>{shown}</span>
              <IconChevronDown size={14} aria-hidden />
            </button>
          </Menu.Target>
          <Menu.Dropdown aria-label={t("panel:receives.label")}>
            <Menu.RadioItem
              value="auto"
              checked={how !== "pinned"}
              onChange={letGo}
              closeMenuOnClick
            >
              {t("panel:receives.by_itself")}
            </Menu.RadioItem>
            <Menu.Divider />
            {choices.map((each) => (
              <Menu.RadioItem
                key={each.kind + each.id}
                value={each.kind + each.id}
                checked={how === "pinned" && record !== null && same(record, each)}
                onChange={() => choose(each)}
                closeMenuOnClick
              >
                {each.title}
              </Menu.RadioItem>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      {record && <span className={classes.meta}>{t(`panel:receives.how.${how}`)}</span>}
    </div>
  )

  function nameOf({ hidden, kind, title }: CrmRecord): string {
    return hidden ? t("panel:hidden", { kind: t(`panel:kind.${kind}`) }) : title
  }
}
