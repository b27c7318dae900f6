import { useTranslation } from "react-i18next"
import { Notice } from "../../../components/Notice"
import { wordCode } from "../../../i18n/codes"
import type { Panel } from "./types"

/** What was asked for and is not there: under way, or refused and why. */
export function Unfinished({ panel }: { panel: Panel }) {
  const { t } = useTranslation()
  return panel.creating.map(({ id, kind, title, state, error }) => (
    <Notice key={id} tone={state === "refused" ? "amber" : "plain"}>
      {t(state === "refused" ? "panel:creating.refused" : "panel:creating.waiting", {
        kind: t(`panel:kind.${kind}`),
        title,
      })}
      {error && ` ${wordCode(t, error.code, error.params)}`}
    </Notice>
  ))
}
