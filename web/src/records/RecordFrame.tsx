import { IconArrowLeft } from "@tabler/icons-react"
import type { ReactNode } from "react"
import { useTranslation } from "react-i18next"
import { Link } from "wouter"
import { ApiError } from "../api/error"
import { ErrorState } from "../components/ErrorState"
import { Skeleton } from "../components/Skeleton"
import type { Kind } from "../crm/types"
import { Feed } from "./Feed"
import classes from "./Record.module.css"

interface Props {
  kind: Kind
  id: number
  /** Where one comes from. */
  back: { href: string; label: string }
  head: ReactNode
  /** What is known of it, on the left. */
  children: ReactNode
  writable: boolean
}

/** The page of a record: its head, on the left what is known, on the right what happened. */
export function RecordFrame({ kind, id, back, head, children, writable }: Props) {
  return (
    <div className={classes.page}>
      <Back {...back} />
      {head}
      <div className={classes.columns}>
        <div className={classes.side}>{children}</div>
        <Feed kind={kind} id={id} writable={writable} />
      </div>
    </div>
  )
}

function Back({ href, label }: { href: string; label: string }) {
  return (
    <Link href={href} className={classes.back}>
      <IconArrowLeft size={16} aria-hidden />
      {label}
    </Link>
  )
}

interface MissingProps {
  error: unknown
  back: { href: string; label: string }
  retry: () => void
}

/** In place of a page that is not there, or not yet. */
export function RecordMissing({ error, back, retry }: MissingProps) {
  const { t } = useTranslation()
  const gone = isGone(error)
  if (error)
    return (
      <ErrorState
        title={t(gone ? "crm:gone" : "crm:not_loaded")}
        error={error}
        {...(gone ? {} : { retry })}
      />
    )
  return (
    <div className={classes.page}>
      <Back {...back} />
      <Skeleton height={72} />
      <div className={classes.columns}>
        <Skeleton height={240} />
        <Skeleton height={240} />
      </div>
    </div>
  )
}

/** Deleted, or not to be seen any more: then what was read of it is not shown any longer either. */
export const isGone = (error: unknown): boolean => error instanceof ApiError && error.status === 404
