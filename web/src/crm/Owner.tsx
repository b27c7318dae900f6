import { Avatar } from "../components/Avatar"
import { useWords } from "../i18n/useWords"
import classes from "./List.module.css"

/** Whose it is: the face alone, the name for who asks. */
export function Owner({ owner }: { owner: { name: string } | null }) {
  const { t } = useWords()
  const words = owner ? t("crm:owned_by", { name: owner.name }) : t("crm:no_owner")
  return (
    <span className={classes.owner} title={words}>
      {owner && <Avatar name={owner.name} size={24} />}
      <span className="visually-hidden">{words}</span>
    </span>
  )
}
