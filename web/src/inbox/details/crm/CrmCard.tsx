import { Button } from "@mantine/core"
import { IconLink, IconPlus } from "@tabler/icons-react"
import { useQuery } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import { ApiError } from "../../../api/error"
import { CopyText } from "../../../components/CopyText"
import { Notice } from "../../../components/Notice"
import { Skeleton } from "../../../components/Skeleton"
import { loadWords } from "../../../i18n"
import { wordCode, wordError } from "../../../i18n/codes"
import { Card } from "../Card"
import { ask } from "./asking"
import { Candidates } from "./Candidates"
import classes from "./CrmCard.module.css"
import { GivenNumber } from "./GivenNumber"
import { ItemsPart } from "./ItemsPart"
import { PersonPart } from "./PersonPart"
import { ReceivesLine } from "./ReceivesLine"
import { TranscriptLine } from "./TranscriptLine"
import type { Panel } from "./types"
import { Unfinished } from "./Unfinished"
import { panelQuery } from "./usePanel"

await loadWords("panel", "crm", "form")

/** Who the customer is in the CRM, what is open with them, and what of the conversation goes there. */
export default function CrmCard({ conversation }: { conversation: number }) {
  const { t } = useTranslation()
  const { data: panel, error, refetch } = useQuery(panelQuery(conversation))
  // An installation without a CRM
  if (error instanceof ApiError && error.status === 404) return null
  return (
    <Card name="crm" title={t("panel:title")}>
      <div className={classes.parts}>
        {panel ? (
          <Parts panel={panel} />
        ) : error ? (
          <Failed error={error} retry={() => void refetch()} />
        ) : (
          <Loading />
        )}
      </div>
    </Card>
  )
}

function Parts({ panel }: { panel: Panel }) {
  const { t } = useTranslation()
  const { person, items, crm } = panel
  const nobody = !person && items.length === 0
  return (
    <>
      {crm.problem && (
        <Notice tone="amber">{wordCode(t, crm.problem.code, crm.problem.params)}</Notice>
      )}
      {!person && <Candidates panel={panel} />}
      {!person && <Begin quiet={panel.match.candidates.length > 0} />}
      {person && <PersonPart panel={panel} link={person} />}
      {!nobody && <ItemsPart panel={panel} />}
      <GivenNumber panel={panel} />
      <Unfinished panel={panel} />
      {!nobody && (
        <div className={classes.record}>
          <ReceivesLine panel={panel} />
          <TranscriptLine panel={panel} />
        </div>
      )}
      {!nobody && (
        <div className={classes.address}>
          <span className={classes.meta}>{t("panel:short_url")}</span>
          <CopyText text={panel.short_url} shown={panel.short_url.replace(/^https?:\/\//, "")} />
        </div>
      )}
    </>
  )
}

/** Nobody is linked: the two ways on. Beside a question, they are not the first thing to do. */
function Begin({ quiet }: { quiet: boolean }) {
  const { t } = useTranslation()
  return (
    <div className={classes.acts}>
      <Button
        size="xs"
        variant={quiet ? "default" : "filled"}
        leftSection={<IconPlus size={14} />}
        onClick={() => ask({ what: "create", kind: "person" })}
      >
        {t("panel:create")}
      </Button>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconLink size={14} />}
        onClick={() => ask({ what: "link" })}
      >
        {t("panel:link")}
      </Button>
    </div>
  )
}

function Failed({ error, retry }: { error: unknown; retry: () => void }) {
  const { t } = useTranslation()
  return (
    <>
      <Notice tone="red">
        {t("panel:not_loaded")} {wordError(t, error)}
      </Notice>
      <div className={classes.acts}>
        <Button size="xs" variant="default" onClick={retry}>
          {t("common:try_again")}
        </Button>
      </div>
    </>
  )
}

function Loading() {
  return (
    <>
      <Skeleton width={180} />
      <Skeleton width={120} />
    </>
  )
}
