import { Button } from "@mantine/core"
import { IconBriefcase, IconPlus, IconTargetArrow, IconUser } from "@tabler/icons-react"
import { useEffect, useRef } from "react"
import { useTranslation } from "react-i18next"
import { Notice } from "../../../components/Notice"
import { Skeleton } from "../../../components/Skeleton"
import { wordError } from "../../../i18n/codes"
import { ask } from "./asking"
import classes from "./CrmDialogs.module.css"
import { facts } from "./records"
import type { CrmRecord } from "./types"
import type { FoundRecords } from "./useFound"

const icons = {
  person: IconUser,
  organization: IconUser,
  lead: IconTargetArrow,
  deal: IconBriefcase,
}

interface Props {
  found: FoundRecords
  typed: string
  /** Whether to offer making it. */
  fresh?: boolean
}

/** What was found; or that nothing was, and to make it instead. */
export function Found({ found, typed, fresh = true }: Props) {
  const { t } = useTranslation()
  const { choices, error, looking, q } = found
  if (typed.length < 2) return <p className={classes.meta}>{t("panel:search.hint")}</p>
  if (error && !looking)
    return (
      <>
        <Notice tone="red">{wordError(t, error)}</Notice>
        <Button size="xs" variant="default" className={classes.first} onClick={found.retry}>
          {t("common:try_again")}
        </Button>
      </>
    )
  if (choices.length === 0 && looking)
    return (
      <div className={classes.loading}>
        <Skeleton height={40} />
        <Skeleton height={40} />
      </div>
    )
  return (
    <>
      {choices.length > 0 && (
        <div
          id="crm-found"
          role="listbox"
          aria-label={t("panel:search.found")}
          className={classes.found}
        >
          {choices.map((record, at) => (
            <Choice key={record.kind + record.id} record={record} at={at} found={found} />
          ))}
        </div>
      )}
      {choices.length === 0 && (
        <p className={classes.meta} role="status">
          {t("panel:search.none", { q })}
        </p>
      )}
      {fresh && (
        <div className={classes.fresh}>
          {(["person", "deal"] as const).map((kind) => (
            <Button
              key={kind}
              size="xs"
              variant="default"
              leftSection={<IconPlus size={14} />}
              onClick={() => ask({ what: "create", kind, name: typed })}
            >
              {t(`panel:search.create_${kind}`, { name: typed })}
            </Button>
          ))}
        </div>
      )}
    </>
  )
}

function Choice({ record, at, found }: { record: CrmRecord; at: number; found: FoundRecords }) {
  const { t } = useTranslation()
  const row = useRef<HTMLDivElement>(null)
  const current = at === found.at
  useEffect(() => {
    if (current) row.current?.scrollIntoView({ block: "nearest" })
  }, [current])
  const Icon = icons[record.kind]
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keys
    <div
      ref={row}
      id={`crm-found-${at}`}
      role="option"
      tabIndex={-1}
      aria-selected={current}
      className={classes.choice}
      onPointerMove={() => found.point(at)}
      onClick={() => found.take(record)}
    >
      <Icon size={18} stroke={1.7} aria-hidden />
      <span className={classes.what}>
        <span className={classes.name}>{record.title}</span>
        <span className={classes.meta}>{facts(t, record).join(" · ")}</span>
      </span>
    </div>
  )
}
