import { Button } from "@mantine/core"
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconClock,
  IconNoteOff,
  IconPlayerPause,
} from "@tabler/icons-react"
import { useTranslation } from "react-i18next"
import { Time } from "../../../components/Time"
import { wordCode } from "../../../i18n/codes"
import classes from "./CrmCard.module.css"
import type { Panel, Transcript } from "./types"
import { useMatch } from "./useMatch"

const icons: Record<Transcript["state"], typeof IconClock> = {
  off: IconNoteOff,
  waiting: IconClock,
  live: IconCircleCheck,
  behind: IconAlertTriangle,
  paused: IconPlayerPause,
  refused: IconAlertTriangle,
}

/** How far the CRM has what was said, in a seller's words. */
export function TranscriptLine({ panel }: { panel: Panel }) {
  const { t } = useTranslation()
  const { state, written_at, error, left, moving } = panel.transcript
  const { retry, busy } = useMatch(panel)
  const Icon = icons[state]
  return (
    <div className={classes.transcript} data-state={state} role="status">
      <Icon size={15} aria-hidden />
      <div>
        <p>
          {t(`panel:transcript.${state}`)}
          {state === "live" && written_at && (
            <>
              {" · "}
              <Time at={written_at} className={classes.meta} />
            </>
          )}
        </p>
        {error && (state === "behind" || state === "refused") && (
          <p>{wordCode(t, error.code, error.params)}</p>
        )}
        {(state === "behind" || state === "refused") && (
          <Button
            size="compact-xs"
            variant="default"
            className={classes.again}
            loading={busy}
            onClick={retry}
          >
            {t("common:try_again")}
          </Button>
        )}
        {left && <p className={classes.meta}>{t("panel:transcript.left")}</p>}
        {moving && <p className={classes.meta}>{t("panel:transcript.moving", moving)}</p>}
      </div>
    </div>
  )
}
