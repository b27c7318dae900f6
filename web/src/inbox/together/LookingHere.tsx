import { IconEye } from "@tabler/icons-react"
import { Avatar } from "../../components/Avatar"
import { useWords } from "../../i18n/useWords"
import { useOthers } from "./others"
import classes from "./Together.module.css"

const SHOWN = 3

/** The colleagues who have this conversation open, in the thread's head. */
export function LookingHere({ conversation }: { conversation: number }) {
  const { t } = useWords()
  const people = useOthers(conversation)
  const names = people.map(({ name }) => name).join(t("thread:and"))
  const words = people.length > 0 ? t("thread:looking", { names }) : ""
  return (
    <div className={classes.looking} role="status" title={words} data-testid="looking">
      {people.length > 0 && <IconEye size={15} stroke={1.7} aria-hidden />}
      {people.slice(0, SHOWN).map(({ id, name }) => (
        <span key={id} className={classes.face}>
          <Avatar name={name} size={24} />
        </span>
      ))}
      {people.length > SHOWN && <span className={classes.more}>+{people.length - SHOWN}</span>}
      {people.length === 1 && (
        <span className={classes.name} aria-hidden>
          {people[0]?.name}
        </span>
      )}
      <span className="visually-hidden">{words}</span>
    </div>
  )
}
