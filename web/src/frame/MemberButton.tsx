import { type ComponentProps, lazy, Suspense, useState } from "react"
import { useTranslation } from "react-i18next"
import { useMe } from "../api/me"
import { Avatar } from "../components/Avatar"
import classes from "./MemberMenu.module.css"
import rail from "./Rail.module.css"

const load = () => import("./MemberMenu")
const MemberMenu = lazy(load)

/** The member's face; the menu behind it is fetched when the pointer or the focus comes near. */
export function MemberButton() {
  const [asked, setAsked] = useState(false)
  const face = (
    <MemberFace
      onPointerEnter={() => void load()}
      onFocus={() => void load()}
      onClick={() => setAsked(true)}
    />
  )
  return asked ? (
    <Suspense fallback={face}>
      <MemberMenu opened />
    </Suspense>
  ) : (
    face
  )
}

export function MemberFace(props: ComponentProps<"button">) {
  const { t } = useTranslation()
  const { user, member } = useMe()
  const name = user.name || user.email
  return (
    <button
      type="button"
      {...props}
      className={`${rail.section} ${classes.me}`}
      aria-label={t("frame:member_menu", { name })}
    >
      <Avatar name={name} size={28} available={member?.available} />
      <span className={rail.label}>{name}</span>
    </button>
  )
}
