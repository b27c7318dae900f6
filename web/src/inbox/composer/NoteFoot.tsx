import { IconEyeOff } from "@tabler/icons-react"
import { useWords } from "../../i18n/useWords"
import { useChannel } from "../useChannels"
import classes from "./Composer.module.css"

/** Who will read the note. */
export function NoteFoot({ channel }: { channel: number }) {
  const { t } = useWords()
  const alone = useChannel(channel)?.visibility === "private"
  return (
    <div className={classes.audience}>
      <IconEyeOff size={14} stroke={1.8} aria-hidden />
      {t(alone ? "composer:note_for_you" : "composer:note_for_team")}
    </div>
  )
}
