import {
  IconAddressBook,
  IconApps,
  IconCoin,
  IconDeviceMobile,
  IconInbox,
  IconTargetArrow,
} from "@tabler/icons-react"
import type { ReactNode } from "react"
import { useTranslation } from "react-i18next"
import { Link, useLocation } from "wouter"
import { useMe } from "../api/me"
import { useCrmPages } from "../crm/useCrmPages"
import { comeFromLeads } from "../inbox/list/cameFrom"
import { MemberButton } from "./MemberButton"
import classes from "./Rail.module.css"

/** The sections there are; icons always, labels on hover and on wide screens. */
export function Rail() {
  const { t } = useTranslation()
  const [path] = useLocation()
  const me = useMe()
  const pages = useCrmPages()
  const inInbox = path === "/" || path.startsWith("/conversations")
  return (
    <nav className={classes.rail} aria-label={t("frame:sections")}>
      <span className={classes.mark} aria-hidden>
        <img src="/favicon.svg" alt="" width={28} height={28} />
      </span>
      <Section
        href="/"
        here={inInbox}
        onOpen={() => comeFromLeads(false)}
        label={t("frame:messaging")}
        icon={<IconInbox size={20} stroke={1.7} />}
      />
      {pages && (
        <>
          <Section
            href="/leads"
            here={path.startsWith("/leads")}
            label={t("frame:leads")}
            icon={<IconTargetArrow size={20} stroke={1.7} />}
          />
          <Section
            href="/deals"
            here={path.startsWith("/deals")}
            label={t("frame:deals")}
            icon={<IconCoin size={20} stroke={1.7} />}
          />
        </>
      )}
      <Section
        href={pages ? "/persons" : "/contacts"}
        here={/^\/(contacts|persons|organizations)/.test(path)}
        label={t("frame:contacts")}
        icon={<IconAddressBook size={20} stroke={1.7} />}
      />
      <Section
        href="/settings/messaging"
        here={path.startsWith("/settings")}
        label={t("frame:tools")}
        brief={t("frame:brief.tools")}
        icon={<IconApps size={20} stroke={1.7} />}
      />
      {me.sandbox && <PhonePage />}
      <span className={classes.space} />
      <MemberButton />
    </nav>
  )
}

interface SectionProps {
  href: string
  here: boolean
  label: string
  icon: ReactNode
  /** Under the icon, where seven stand side by side on a phone. */
  brief?: string
  onOpen?: () => void
}

function Section({ href, here, label, icon, brief = label, onOpen }: SectionProps) {
  return (
    <Link
      href={href}
      className={classes.section}
      aria-current={here ? "page" : undefined}
      onClick={onOpen}
      // The label is not there to be read while it is hidden
      aria-label={label}
    >
      {icon}
      <Label whole={label} brief={brief} />
    </Link>
  )
}

function Label({ whole, brief }: { whole: string; brief: string }) {
  return (
    <>
      <span className={`${classes.label} ${classes.whole}`}>{whole}</span>
      <span className={`${classes.label} ${classes.brief}`}>{brief}</span>
    </>
  )
}

/** The practice ground's phones are another application, so they open beside this one. */
function PhonePage() {
  const { t } = useTranslation()
  return (
    <a
      className={classes.section}
      href="/sandbox/phone"
      target="kaiwa-phone"
      aria-label={t("frame:phone")}
    >
      <IconDeviceMobile size={20} stroke={1.7} />
      <Label whole={t("frame:phone")} brief={t("frame:brief.phone")} />
    </a>
  )
}
