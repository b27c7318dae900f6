import { Button } from "@mantine/core"
import { IconLink, IconPlus } from "@tabler/icons-react"
import { useTranslation } from "react-i18next"
import tool from "../../../components/IconTool.module.css"
import { ask } from "./asking"
import classes from "./CrmCard.module.css"
import { LinkItem } from "./LinkItem"
import { RecordLine } from "./RecordLine"
import type { Panel } from "./types"

/** The deals and leads of the conversation, and what else is open with the person. */
export function ItemsPart({ panel }: { panel: Panel }) {
  const { t } = useTranslation()
  const { items, open_items: others } = panel
  return (
    <>
      <section className={classes.section}>
        <header className={classes.head}>
          <h4 className={classes.heading}>{t("panel:items")}</h4>
          <Tool label={t("panel:link_to")} icon={IconLink} run={() => ask({ what: "link" })} />
          <Tool
            label={t("panel:new_deal")}
            icon={IconPlus}
            run={() => ask({ what: "create", kind: "deal" })}
          />
        </header>
        {items.length > 0 && (
          <ul className={classes.items}>
            {items.map((link) => (
              <LinkItem key={link.id} panel={panel} link={link} />
            ))}
          </ul>
        )}
        {items.length === 0 && others.length === 0 && (
          <div className={classes.acts}>
            <Button
              size="xs"
              variant="default"
              leftSection={<IconPlus size={14} />}
              onClick={() => ask({ what: "create", kind: "deal" })}
            >
              {t("panel:new_deal")}
            </Button>
          </div>
        )}
      </section>
      {others.length > 0 && (
        <section className={classes.section}>
          <h4 className={classes.heading}>{t("panel:open_items")}</h4>
          <ul className={classes.items}>
            {others.map((record) => (
              <li key={`${record.kind}${record.id}`} className={classes.item}>
                <RecordLine record={record} beside={panel.person?.record.id ?? ""} />
                {!record.hidden && (
                  <Button
                    size="compact-xs"
                    variant="default"
                    aria-label={t("panel:link_this", { title: record.title })}
                    onClick={() => ask({ what: "link", record })}
                  >
                    {t("panel:link")}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

function Tool({
  label,
  icon: Icon,
  run,
}: {
  label: string
  icon: typeof IconPlus
  run: () => void
}) {
  return (
    <button type="button" className={tool.tool} aria-label={label} title={label} onClick={run}>
      <Icon size={16} aria-hidden />
    </button>
  )
}
