import { NativeSelect, TextInput } from "@mantine/core"
import { IconSearch } from "@tabler/icons-react"
import { useQuery } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import { useMe } from "../api/me"
import { Tabs } from "../crm/Tabs"
import type { Pipeline } from "../crm/types"
import { membersQuery } from "../settings/queries"
import classes from "./DealsHome.module.css"
import { statuses, type View } from "./useDealsView"

interface Props {
  view: View
  look: (change: Partial<View>) => void
  pipelines: Pipeline[]
  /** Whose board is shown. */
  pipeline: number | null
}

/** Which deals: board or list, of which pipeline, whose, found by what; in the list those that ended, too. */
export function DealsBar({ view, look, pipelines, pipeline }: Props) {
  const { t } = useTranslation()
  const onBoard = view.as === "board"
  const names = pipelines.map(({ id, name }) => ({ value: String(id), label: name }))
  return (
    <div className={classes.bar}>
      <Tabs
        label={t("board:as.label")}
        chosen={view.as}
        choices={[
          { value: "board", label: t("board:as.board") },
          { value: "list", label: t("board:as.list") },
        ]}
        onChoose={(as) => look({ as, status: "open" })}
      />
      {!onBoard && (
        <Tabs
          label={t("crm:field.status")}
          chosen={view.status}
          choices={statuses.map((value) => ({ value, label: t(`crm:status.${value}`) }))}
          onChoose={(status) => look({ status })}
        />
      )}
      {pipelines.length > 1 && (
        <NativeSelect
          className={classes.select}
          aria-label={t("crm:field.pipeline")}
          value={(onBoard ? pipeline : view.pipeline) ?? ""}
          data={onBoard ? names : [{ value: "", label: t("crm:deals.all_pipelines") }, ...names]}
          onChange={(event) => look({ pipeline: Number(event.currentTarget.value) || null })}
        />
      )}
      <OwnerSelect owner={view.owner} onChoose={(owner) => look({ owner })} />
      <TextInput
        type="search"
        className={classes.search}
        leftSection={<IconSearch size={16} aria-hidden />}
        aria-label={t("crm:deals.search")}
        placeholder={t("crm:deals.search")}
        maxLength={200}
        value={view.q}
        onChange={(event) => look({ q: event.currentTarget.value })}
      />
    </div>
  )
}

interface OwnerProps {
  owner: number | null
  onChoose: (owner: number | null) => void
}

function OwnerSelect({ owner, onChoose }: OwnerProps) {
  const { t } = useTranslation()
  const me = useMe().member?.id
  const { data: members = [] } = useQuery(membersQuery)
  const others = members.filter(({ id }) => id !== me)
  return (
    <NativeSelect
      className={classes.select}
      aria-label={t("crm:field.owner")}
      value={owner ?? ""}
      data={[
        { value: "", label: t("crm:deals.everyones") },
        { value: String(me ?? ""), label: t("crm:deals.mine") },
        ...others.map(({ id, name }) => ({ value: String(id), label: name })),
      ]}
      onChange={(event) => onChoose(Number(event.currentTarget.value) || null)}
    />
  )
}
