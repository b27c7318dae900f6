import { Modal } from "@mantine/core"
import { IconCheck, IconThumbDown, IconTrophy } from "@tabler/icons-react"
import { useQuery } from "@tanstack/react-query"
import type { KeyboardEvent, ReactNode } from "react"
import { useTranslation } from "react-i18next"
import { pipelinesQuery } from "../crm/queries"
import type { DealCard } from "../crm/types"
import classes from "./MoveDialog.module.css"
import type { Step } from "./moving"

interface Props {
  deal: DealCard
  onMove: (step: Step) => void
  onClose: () => void
}

/** All places a deal can be taken to: the stages of its pipeline, its ends, then the other pipelines. */
export function MoveDialog({ deal, onMove, onClose }: Props) {
  const { t } = useTranslation()
  const { data: pipelines = [] } = useQuery(pipelinesQuery)
  const own = pipelines.filter(({ id }) => id === deal.pipeline_id)
  const others = pipelines.filter(({ id }) => id !== deal.pipeline_id)
  const choose = (step: Step) => {
    onMove(step)
    onClose()
  }
  const stagesOf = ({ id: pipeline, stages }: (typeof pipelines)[number]) =>
    stages.map(({ id, name }) => (
      <Place key={id} here={id === deal.stage_id} onChoose={() => choose({ stage: id, pipeline })}>
        {name}
      </Place>
    ))
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("board:move_title", { title: deal.title })}
      centered
      size={400}
      returnFocus={false}
      closeButtonProps={{ "aria-label": t("common:close") }}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: arrows lead from button to button, as Tab does */}
      <div onKeyDown={walk}>
        <ul className={classes.places}>{own.map(stagesOf)}</ul>
        <ul className={classes.places}>
          <Place tone="won" onChoose={() => choose({ status: "won" })}>
            <IconTrophy size={16} aria-hidden />
            {t("crm:status.won")}
          </Place>
          <Place tone="lost" onChoose={() => choose({ status: "lost" })}>
            <IconThumbDown size={16} aria-hidden />
            {t("crm:status.lost")}
          </Place>
        </ul>
        {others.map((pipeline) => (
          <section key={pipeline.id} aria-labelledby={`pipeline-${pipeline.id}`}>
            <h3 id={`pipeline-${pipeline.id}`} className={classes.pipeline}>
              {pipeline.name}
            </h3>
            <ul className={classes.places}>{stagesOf(pipeline)}</ul>
          </section>
        ))}
      </div>
    </Modal>
  )
}

interface PlaceProps {
  /** It stands here now. */
  here?: boolean
  tone?: "won" | "lost"
  onChoose: () => void
  children: ReactNode
}

function Place({ here = false, tone, onChoose, children }: PlaceProps) {
  const { t } = useTranslation()
  return (
    <li>
      <button
        type="button"
        className={classes.place}
        data-tone={tone}
        disabled={here}
        aria-current={here ? "true" : undefined}
        onClick={onChoose}
      >
        {children}
        {here && (
          <span className={classes.here}>
            <IconCheck size={14} aria-hidden />
            {t("board:here")}
          </span>
        )}
      </button>
    </li>
  )
}

function walk(event: KeyboardEvent<HTMLDivElement>): void {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (by === undefined) return
  const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>("button:enabled")]
  const at = buttons.indexOf(document.activeElement as HTMLElement)
  const next = at < 0 ? 0 : (at + by + buttons.length) % buttons.length
  buttons[next]?.focus()
  event.preventDefault()
}
