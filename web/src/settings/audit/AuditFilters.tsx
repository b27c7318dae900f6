import { Button, NativeSelect, TextInput } from "@mantine/core"
import { useTranslation } from "react-i18next"
import type { components } from "../../api/schema"
import classes from "./Audit.module.css"
import { type Filters, noFilters } from "./useTrail"

type Person = components["schemas"]["PersonOut"]

const kinds = ["inbox", "channels", "members", "access", "events"]

interface Props {
  filters: Filters
  people: Person[]
  onChange: (filters: Filters) => void
}

/** By whom, about what, and when. Each takes effect at once. */
export function AuditFilters({ filters, people, onChange }: Props) {
  const { t } = useTranslation()
  const set = (name: keyof Filters) => (event: { currentTarget: { value: string } }) =>
    onChange({ ...filters, [name]: event.currentTarget.value })
  const filtered = Object.values(filters).some((value) => value !== "")
  return (
    <search className={classes.filters} aria-label={t("audit:filters")}>
      <NativeSelect
        label={t("audit:member")}
        value={filters.member}
        onChange={set("member")}
        data={[
          { value: "", label: t("audit:everybody") },
          ...people.map(({ id, name }) => ({ value: String(id), label: name })),
        ]}
      />
      <NativeSelect
        label={t("audit:kind")}
        value={filters.kind}
        onChange={set("kind")}
        data={[
          { value: "", label: t("audit:everything") },
          ...kinds.map((kind) => ({ value: kind, label: t(`audit:kinds.${kind}`) })),
        ]}
      />
      <TextInput
        type="date"
        label={t("audit:since")}
        value={filters.since}
        max={filters.until || undefined}
        onChange={set("since")}
      />
      <TextInput
        type="date"
        label={t("audit:until")}
        value={filters.until}
        min={filters.since || undefined}
        onChange={set("until")}
      />
      <Button variant="default" disabled={!filtered} onClick={() => onChange(noFilters)}>
        {t("audit:clear")}
      </Button>
    </search>
  )
}
