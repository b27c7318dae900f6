import { IconPencil } from "@tabler/icons-react"
import { useWords } from "../../i18n/useWords"
import { useOthers } from "./others"
import classes from "./Together.module.css"

/** Above the composer: which colleague is writing here. Its place is kept when nobody is. */
export function TypingLine({ conversation }: { conversation: number }) {
  const { t } = useWords()
  const people = useOthers(conversation)
  const replying = people.filter(({ doing }) => doing === "replying")
  const writing = replying.length > 0 ? replying : people.filter(({ doing }) => doing === "noting")
  const names = writing.map(({ name }) => name).join(t("thread:and"))
  const word = replying.length > 0 ? "thread:typing" : "thread:noting"
  // Where room is short, the name is cut and not what is said of it
  const [before, after] = t(word, { name: "\n", count: writing.length }).split("\n")
  return (
    <div className={classes.typing} role="status" data-testid="typing">
      {writing.length > 0 && (
        <>
          <IconPencil size={14} stroke={1.8} aria-hidden />
          <span className={classes.words}>
            {before}
            <span className={classes.writer}>{names}</span>
            {after}
          </span>
        </>
      )}
    </div>
  )
}
