import { type QueryClient, useQueryClient } from "@tanstack/react-query"
import type { TFunction } from "i18next"
import { useTranslation } from "react-i18next"
import { toast } from "../components/toast"
import { pipelinesQuery } from "../crm/queries"
import type { DealCard } from "../crm/types"
import { wordError } from "../i18n/codes"
import { backFrom, moveDeal, type Step } from "./moving"

export type Move = (deal: DealCard, step: Step) => void

/** Takes a deal somewhere, says so, and offers the way back; what was refused is said, and it stands where it stood. */
export function useMove(): Move {
  const { t } = useTranslation()
  const client = useQueryClient()
  const move = (deal: DealCard, step: Step, undo: boolean) =>
    moveDeal(client, deal, step).then(
      () => {
        const back = () => void move(deal, backFrom(deal, step), false)
        const action = { label: t("board:undo"), run: back }
        toast({ text: said(t, client, deal, step), ...(undo ? { action } : {}) })
      },
      (error: unknown) => {
        const { title } = deal
        const why = wordError(t, error)
        toast({ text: `${why} ${t("board:stayed", { title })}`, tone: "red" })
      },
    )
  return (deal, step) => void move(deal, step, true)
}

function said(t: TFunction, client: QueryClient, { title }: DealCard, step: Step): string {
  if ("status" in step) return t(`board:said.${step.status}`, { title })
  const pipelines = client.getQueryData(pipelinesQuery.queryKey) ?? []
  const stages = pipelines.flatMap(({ stages }) => stages)
  const stage = stages.find(({ id }) => id === step.stage)?.name ?? ""
  return t("board:said.moved", { title, stage })
}
