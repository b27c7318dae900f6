import { IconChevronDown, IconUserPlus } from "@tabler/icons-react"
import { type ComponentProps, lazy, Suspense, useState } from "react"
import type { Conversation } from "../../api/types"
import { Avatar } from "../../components/Avatar"
import { useWords } from "../../i18n/useWords"
import classes from "./Handling.module.css"

const load = () => import("./AssignMenu")
const AssignMenu = lazy(load)

/** Whose the conversation is; the menu behind it is fetched when the pointer or the focus comes near. */
export function AssignButton({ conversation }: { conversation: Conversation }) {
  const [asked, setAsked] = useState(false)
  const face = (
    <Face
      conversation={conversation}
      onPointerEnter={() => void load()}
      onFocus={() => void load()}
      onClick={() => setAsked(true)}
    />
  )
  return asked ? (
    <Suspense fallback={face}>
      <AssignMenu
        ids={[conversation.id]}
        assignee={conversation.assignee?.id ?? null}
        target={<Face conversation={conversation} />}
      />
    </Suspense>
  ) : (
    face
  )
}

function Face({
  conversation,
  ...props
}: { conversation: Conversation } & ComponentProps<"button">) {
  const { t } = useWords()
  const { assignee } = conversation
  const words = assignee ? t("list:assigned_to", { name: assignee.name }) : t("handling:assign")
  return (
    <button
      type="button"
      {...props}
      className={classes.assign}
      data-shortcut="assign"
      data-nobody={assignee === null}
      aria-label={words}
      title={`${words} (a)`}
    >
      {assignee ? (
        <Avatar name={assignee.name} size={24} />
      ) : (
        <IconUserPlus size={18} stroke={1.7} aria-hidden />
      )}
      <span className={classes.label}>{assignee?.name ?? t("handling:assign")}</span>
      <IconChevronDown size={14} className={classes.chevron} aria-hidden />
    </button>
  )
}
