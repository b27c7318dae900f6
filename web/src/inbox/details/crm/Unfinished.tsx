import { Button } from "@mantine/core"
import { useTranslation } from "react-i18next"
import { Notice } from "../../../components/Notice"
import { wordCode } from "../../../i18n/codes"
import classes from "./CrmCard.module.css"
import type { Panel } from "./types"
import { useMatch } from "./useMatch"

/** What was asked for and is not there: under way, or refused and why, to be tried again or let be. */
export function Unfinished({ panel }: { panel: Panel }) {
  const { t } = useTranslation()
  const { retry, drop, busy } = useMatch(panel)
  return panel.creating.map(({ id, kind, title, state, error }) => {
    const refused = state === "refused"
    const words = { kind: t(`panel:kind.${kind}`), title }
    return (
      <Notice key={id} tone={refused ? "amber" : "plain"}>
        {t(refused ? "panel:creating.refused" : "panel:creating.waiting", words)}
        {error && <div>{wordCode(t, error.code, error.params)}</div>}
        {refused && (
          <div className={classes.below}>
            <Button size="compact-xs" variant="default" disabled={busy} onClick={retry}>
              {t("common:try_again")}
            </Button>
            <Button
              size="compact-xs"
              variant="default"
              disabled={busy}
              aria-label={t("panel:creating.drop_named", words)}
              onClick={() => drop(id)}
            >
              {t("panel:creating.drop")}
            </Button>
          </div>
        )}
      </Notice>
    )
  })
}
