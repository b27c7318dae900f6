import { Button } from "@mantine/core"
import { IconRefresh } from "@tabler/icons-react"
import { useTranslation } from "react-i18next"
import { ask } from "./asking"
import classes from "./CrmCard.module.css"
import { RecordLine } from "./RecordLine"
import { wordCandidate } from "./reasons"
import type { Candidate, CrmRecord, Panel } from "./types"
import { useMatch } from "./useMatch"

/** Who it could be: a choice for a person, never made for them. */
export function Candidates({ panel }: { panel: Panel }) {
  const { t } = useTranslation()
  const match = useMatch(panel)
  const { candidates, state } = panel.match
  if (candidates.length === 0)
    return (
      <div className={classes.quietly}>
        <span className={classes.none}>
          {t(panel.items.length === 0 ? "panel:nobody" : "panel:no_person")}
        </span>
        {state !== "waiting" && (
          <Button
            size="compact-xs"
            variant="subtle"
            leftSection={<IconRefresh size={13} />}
            loading={match.busy}
            onClick={() => match.lookAgain()}
          >
            {t("panel:match.again")}
          </Button>
        )}
      </div>
    )
  const several = candidates.length > 1 ? "several" : "suggested"
  const question = state === "suggested" ? several : "ambiguous"
  return (
    <section className={classes.question}>
      <p>{t(`panel:match.${question}`)}</p>
      <ul className={classes.items}>
        {candidates.map((candidate) => (
          <One
            key={candidate.record ? candidate.record.kind + candidate.record.id : candidate.code}
            candidate={candidate}
            busy={match.busy}
            dismiss={match.dismiss}
          />
        ))}
      </ul>
    </section>
  )
}

interface Props {
  candidate: Candidate
  busy: boolean
  dismiss: (record: CrmRecord) => void
}

function One({ candidate, busy, dismiss }: Props) {
  const { t } = useTranslation()
  const { record } = candidate
  const named = record && !record.hidden ? record : null
  return (
    <li className={classes.item}>
      <div className={classes.what}>
        {record ? (
          <RecordLine record={record} />
        ) : (
          <span className={classes.hidden}>{t("panel:why.unseen")}</span>
        )}
        <span className={classes.meta}>{wordCandidate(t, candidate)}</span>
        {named && (
          <span className={classes.acts}>
            <Button
              size="compact-xs"
              disabled={busy}
              aria-label={t("panel:match.it_is_named", { name: named.title })}
              onClick={() => ask({ what: "link", record: named })}
            >
              {t("panel:match.it_is")}
            </Button>
            <Button
              size="compact-xs"
              variant="default"
              disabled={busy}
              aria-label={t("panel:match.it_is_not_named", { name: named.title })}
              onClick={() => dismiss(named)}
            >
              {t("panel:match.it_is_not")}
            </Button>
          </span>
        )}
      </div>
    </li>
  )
}
