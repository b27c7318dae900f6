import { Button } from "@mantine/core"
import { useTranslation } from "react-i18next"
import { Notice } from "../../../components/Notice"
import { wordCode } from "../../../i18n/codes"
import classes from "./CrmCard.module.css"
import type { Panel } from "./types"
import { useMatch } from "./useMatch"

/** What was asked for and is not there: under way, or refused and why. */
export function Unfinished({ panel }: { panel: Panel }) {
  const { t } = useTranslation()
  const { retry, busy } = useMatch(panel)
  const { creating } = panel
  if (creating.length === 0) return null
  return (
    <>
      {creating.map(({ id, kind, title, state, error }) => {
        const refused = state === "refused"
        const words = { kind: t(`panel:kind.${kind}`), title }
        return (
          <Notice key={id} tone={refused ? "amber" : "plain"}>
            {t(refused ? "panel:creating.refused" : "panel:creating.waiting", words)}
            {error && ` ${wordCode(t, error.code, error.params)}`}
          </Notice>
        )
      })}
      <div className={classes.acts}>
        <Button size="compact-xs" variant="default" loading={busy} onClick={retry}>
          {t("common:try_again")}
        </Button>
      </div>
    </>
  )
}
