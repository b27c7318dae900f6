import { IconPencil } from "@tabler/icons-react"
import { useWords } from "../../i18n/useWords"
import { useOthers } from "./others"
import classes from "./Together.module.css"

/** On a row's face: a colleague is answering there. */
export function TypingSign({ conversation }: { conversation: number }) {
  const { t } = useWords()
  const replying = useOthers(conversation).filter(({ doing }) => doing === "replying")
  if (replying.length === 0) return null
  const words = t("thread:typing", {
    count: replying.length,
    name: replying.map(({ name }) => name).join(t("thread:and")),
  })
  return (
    <span className={classes.sign} title={words} data-testid="typing-sign">
      <IconPencil size={12} stroke={2} aria-hidden />
      <span className="visually-hidden">{words}</span>
    </span>
  )
}
