import { NativeSelect } from "@mantine/core"
import { useQuery } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import type { Changes } from "../crm/useRecordChange"
import { membersQuery } from "../settings/queries"
import { Fact } from "./Facts"

interface Props {
  record: {
    owner: { id: number; name: string } | null
    visibility: "everyone" | "owner"
    may: { change: boolean; decide: boolean }
  }
  change: (change: Changes) => void
}

/** Whose it is, and who sees it: for its owner and admins to say. */
export function Access({ record, change }: Props) {
  const { t } = useTranslation()
  const { owner, visibility } = record
  const decide = record.may.decide && record.may.change
  const { data: members } = useQuery({ ...membersQuery, enabled: decide })
  return (
    <>
      <Fact label={t("crm:field.owner")}>
        {decide && members ? (
          <NativeSelect
            size="xs"
            aria-label={t("crm:field.owner")}
            value={owner?.id ?? ""}
            data={[
              ...(owner ? [] : [{ value: "", label: t("crm:no_owner") }]),
              ...members.map(({ id, name }) => ({ value: String(id), label: name })),
            ]}
            onChange={(event) => change({ owner: Number(event.currentTarget.value) })}
          />
        ) : (
          owner?.name
        )}
      </Fact>
      <Fact label={t("crm:field.visibility")}>
        {decide ? (
          <NativeSelect
            size="xs"
            aria-label={t("crm:field.visibility")}
            value={visibility}
            data={[
              { value: "everyone", label: t("crm:visibility.everyone") },
              { value: "owner", label: t("crm:visibility.owner") },
            ]}
            onChange={(event) => change({ visibility: event.currentTarget.value })}
          />
        ) : (
          t(`crm:visibility.${visibility}`)
        )}
      </Fact>
    </>
  )
}
