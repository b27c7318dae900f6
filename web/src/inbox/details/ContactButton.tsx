import { lazy, Suspense, useState } from "react"
import type { Conversation } from "../../api/types"
import { contactName } from "../contactName"
import { ContactFace } from "./ContactFace"

const load = () => import("./ContactMenu")
const ContactMenu = lazy(load)

/** INB-28: the contact's name; the menu behind it is fetched when the pointer or the focus comes near. */
export function ContactButton({ conversation }: { conversation: Conversation }) {
  const [asked, setAsked] = useState(false)
  const face = (
    <ContactFace
      name={contactName(conversation)}
      aria-haspopup="menu"
      onPointerEnter={() => void load()}
      onFocus={() => void load()}
      onClick={() => setAsked(true)}
    />
  )
  return asked ? (
    <Suspense fallback={face}>
      <ContactMenu conversation={conversation} />
    </Suspense>
  ) : (
    face
  )
}
