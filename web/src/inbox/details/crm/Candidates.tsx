import { Button } from "@mantine/core"
import { IconSearch } from "@tabler/icons-react"
import { useTranslation } from "react-i18next"
import { ask } from "./asking"
import classes from "./CrmCard.module.css"
import { RecordLine } from "./RecordLine"
import { wordCandidate } from "./reasons"
import type { Panel } from "./types"

/** Who it could be: a choice for a person, never made for them. And numbers that the customer gave. */
export function Candidates({ panel }: { panel: Panel }) {
  const { t } = useTranslation()
  const { candidates, given, state } = panel.match
  const suggested = state === "suggested"
  return (
    <>
      {candidates.length > 0 && (
        <section className={classes.question}>
          <p>{t(suggested ? "panel:match.suggested" : "panel:match.ambiguous")}</p>
          <ul className={classes.items}>
            {candidates.map(({ record, code, params }) => (
              <li key={record ? record.kind + record.id : code} className={classes.item}>
                <div className={classes.what}>
                  {record ? (
                    <RecordLine record={record} />
                  ) : (
                    <span className={classes.hidden}>{t("panel:why.unseen")}</span>
                  )}
                  <span className={classes.meta}>{wordCandidate(t, { record, code, params })}</span>
                </div>
                {record && !record.hidden && (
                  <Button size="compact-xs" onClick={() => ask({ what: "link", record })}>
                    {t("panel:match.it_is")}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      {given.map(({ number, message_id }) => (
        <div key={message_id + number} className={classes.question}>
          <p>{t("panel:match.given", { number })}</p>
          <div className={classes.acts}>
            <Button
              size="xs"
              variant="default"
              leftSection={<IconSearch size={14} />}
              onClick={() => ask({ what: "link", q: number })}
            >
              {t("panel:match.look_for")}
            </Button>
          </div>
        </div>
      ))}
    </>
  )
}
