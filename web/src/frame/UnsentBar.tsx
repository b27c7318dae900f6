import { IconMailPause } from "@tabler/icons-react"
import { useTranslation } from "react-i18next"
import { Link, useRoute } from "wouter"
import { useUndecided } from "../inbox/composer/outbox"
import classes from "./ConnectionBar.module.css"

/** What was written in this browser and needs a word of its writer, in conversations that are not on the screen. */
export function UnsentBar() {
  const { t } = useTranslation()
  const [, open] = useRoute("/conversations/:id")
  const elsewhere = useUndecided().filter(({ conversation }) => String(conversation) !== open?.id)
  const [first] = elsewhere
  if (!first) return null
  return (
    <div className={classes.bar} role="status" data-testid="unsent">
      <IconMailPause size={16} aria-hidden />
      <span>{t("frame:unsent", { count: elsewhere.length })}</span>
      <Link href={`/conversations/${first.conversation}`}>{t("frame:unsent_open")}</Link>
    </div>
  )
}
