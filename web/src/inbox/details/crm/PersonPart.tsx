import { Button } from "@mantine/core"
import { useTranslation } from "react-i18next"
import { Avatar } from "../../../components/Avatar"
import classes from "./CrmCard.module.css"
import { LinkMenu } from "./LinkMenu"
import { RecordName } from "./RecordName"
import type { Link, Panel } from "./types"
import { useMatch } from "./useMatch"

/** Who it is in the CRM. */
export function PersonPart({ panel, link }: { panel: Panel; link: Link }) {
  const { t } = useTranslation()
  const { record } = link
  const reach = [record.organization, ...record.phones.map(({ value }) => value)].filter(Boolean)
  return (
    <>
      <div className={classes.person}>
        <Avatar name={record.title || t("panel:kind.person")} size={32} />
        <div className={classes.what}>
          <RecordName record={record} />
          {reach.length > 0 && (
            <span className={classes.meta}>{reach.slice(0, 2).join(" · ")}</span>
          )}
          {!link.transcript && <span className={classes.meta}>{t("panel:silent")}</span>}
        </div>
        <LinkMenu panel={panel} link={link} />
      </div>
      {panel.name_offered !== null && <OfferedName panel={panel} name={panel.name_offered} />}
    </>
  )
}

/** D-53: a name that came later than the person; theirs to take, never taken by itself. */
function OfferedName({ panel, name }: { panel: Panel; name: string }) {
  const { t } = useTranslation()
  const { change, busy } = useMatch(panel)
  return (
    <div className={classes.question}>
      <p>{t("panel:match.name_offered", { name })}</p>
      <div className={classes.acts}>
        <Button
          size="compact-xs"
          variant="default"
          disabled={busy}
          onClick={() => change({ use_name: true })}
        >
          {t("panel:match.use_name")}
        </Button>
      </div>
    </div>
  )
}
