import { Button } from "@mantine/core"
import { useTranslation } from "react-i18next"
import classes from "./CrmCard.module.css"
import type { Panel } from "./types"
import { useMatch } from "./useMatch"

/** Numbers that the customer wrote: offered, to be looked for or to be kept, and never assumed to be theirs. */
export function GivenNumber({ panel }: { panel: Panel }) {
  const { t } = useTranslation()
  const match = useMatch(panel)
  return panel.match.given.map(({ number, message_id }) => (
    <div key={message_id + number} className={classes.question}>
      <p>{t("panel:match.given", { number })}</p>
      <div className={classes.acts}>
        {panel.person ? (
          <Button
            size="compact-xs"
            variant="default"
            disabled={match.busy}
            onClick={() => match.change({ add_phone: number })}
          >
            {t("panel:match.keep_number")}
          </Button>
        ) : (
          <Button
            size="compact-xs"
            variant="default"
            disabled={match.busy}
            onClick={() => match.lookAgain(number)}
          >
            {t("panel:match.look_for")}
          </Button>
        )}
      </div>
    </div>
  ))
}
