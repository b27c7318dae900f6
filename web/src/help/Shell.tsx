import type { ReactNode } from "react"
import { useTranslation } from "react-i18next"
import { Link } from "wouter"
import type { Me } from "../api/types"
import { Frame } from "../frame/Frame"
import { Live } from "../live/Live"
import classes from "./Shell.module.css"

/** Around the help: the frame of whoever is signed in, and for anybody else a line with the way in. */
export function Shell({ me, children }: { me: Me | undefined; children: ReactNode }) {
  if (me?.workspace)
    return (
      <>
        <Live />
        <Frame>{children}</Frame>
      </>
    )
  return <Outside>{children}</Outside>
}

function Outside({ children }: { children: ReactNode }) {
  const { t } = useTranslation()
  return (
    <div className={classes.outside}>
      <header className={classes.head}>
        <Link href="/help" className={classes.brand}>
          <img src="/favicon.svg" alt="" width={24} height={24} />
          Kaiwa
        </Link>
        <Link href="/signin">{t("help:sign_in")}</Link>
      </header>
      <main>{children}</main>
    </div>
  )
}
