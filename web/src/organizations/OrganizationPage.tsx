import { useQuery } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import { Link } from "wouter"
import { useTitle } from "../browser/title"
import { Avatar } from "../components/Avatar"
import { Time } from "../components/Time"
import { organizationQuery } from "../crm/queries"
import type { Organization } from "../crm/types"
import { useRecordChange } from "../crm/useRecordChange"
import { Beside } from "../persons/Beside"
import { Access } from "../records/Access"
import { DeleteRecord } from "../records/DeleteRecord"
import { EditFact, Fact, Facts } from "../records/Facts"
import record from "../records/Record.module.css"
import { isGone, RecordFrame, RecordMissing } from "../records/RecordFrame"
import { Title } from "../records/Title"

/** A company we sell to: who is there, what is open with it, and all that happened. */
export function OrganizationPage({ id }: { id: number }) {
  const { t } = useTranslation()
  const { data: organization, error, refetch } = useQuery(organizationQuery(id))
  const change = useRecordChange<Organization>("organization", id)
  const back = { href: "/organizations", label: t("frame:organizations") }
  useTitle(organization?.name)
  if (!organization || isGone(error))
    return <RecordMissing error={error} back={back} retry={() => void refetch()} />
  const editable = organization.may.change
  return (
    <RecordFrame
      kind="organization"
      id={id}
      back={back}
      writable={editable}
      head={
        <header className={record.face}>
          <Avatar name={organization.name} size={56} />
          <div className={record.who}>
            <Title
              title={organization.name}
              editable={editable}
              onSave={(name) => change.mutateAsync({ name })}
            />
            {organization.address && <div className={record.sub}>{organization.address}</div>}
          </div>
        </header>
      }
    >
      <Facts title={t("crm:field.details")}>
        <EditFact
          label={t("crm:field.address")}
          value={organization.address}
          editable={editable}
          onSave={(address) => change.mutateAsync({ address: address.trim() })}
        />
        <Access record={organization} change={change.mutate} />
        <Fact label={t("crm:field.created")}>
          <Time at={organization.created_at} as="full" />
        </Fact>
      </Facts>
      <Persons organization={organization} />
      <Beside
        title={t("crm:deals.title")}
        none={t("crm:deals.none_of_organization")}
        path="/deals"
        rows={organization.deals}
      />
      <Beside
        title={t("crm:leads.title")}
        none={t("crm:leads.none_of_organization")}
        path="/leads"
        rows={organization.leads}
      />
      <DeleteRecord kind="organization" record={organization} title={organization.name} />
    </RecordFrame>
  )
}

function Persons({ organization }: { organization: Organization }) {
  const { t } = useTranslation()
  return (
    <section className={record.card} aria-labelledby="persons">
      <h2 id="persons" className={record.heading}>
        {t("frame:persons")}
      </h2>
      {organization.persons.length === 0 && (
        <p className={record.none}>{t("crm:persons.none_of_organization")}</p>
      )}
      <ul className={record.links}>
        {organization.persons.map(({ id, name }) => (
          <li key={id}>
            <Link href={`/persons/${id}`} className={record.link}>
              <Avatar name={name} size={24} />
              <span className={record.wrapped}>{name}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
