import { useQuery } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import { Link } from "wouter"
import { useTitle } from "../browser/title"
import { Avatar } from "../components/Avatar"
import { Time } from "../components/Time"
import { personQuery } from "../crm/queries"
import type { Person } from "../crm/types"
import { useRecordChange } from "../crm/useRecordChange"
import { Access } from "../records/Access"
import { ChatLinkFact } from "../records/ChatLinkFact"
import { ConversationsCard } from "../records/ConversationsCard"
import { DeleteRecord } from "../records/DeleteRecord"
import { Fact, Facts } from "../records/Facts"
import { OrganizationFact } from "../records/OrganizationFact"
import record from "../records/Record.module.css"
import { isGone, RecordFrame, RecordMissing } from "../records/RecordFrame"
import { Title } from "../records/Title"
import { Beside } from "./Beside"
import { Reach } from "./Reach"

/** Somebody we sell to: how to reach them, what is open with them, and all that happened. */
export function PersonPage({ id }: { id: number }) {
  const { t } = useTranslation()
  const { data: person, error, refetch } = useQuery(personQuery(id))
  const change = useRecordChange<Person>("person", id)
  const back = { href: "/persons", label: t("frame:persons") }
  useTitle(person?.name)
  if (!person || isGone(error))
    return <RecordMissing error={error} back={back} retry={() => void refetch()} />
  return (
    <RecordFrame
      kind="person"
      id={id}
      back={back}
      writable={person.may.change}
      head={
        <header className={record.face}>
          <Avatar name={person.name} size={56} />
          <div className={record.who}>
            <Title
              title={person.name}
              editable={person.may.change}
              onSave={(name) => change.mutateAsync({ name })}
            />
            {person.organization && (
              <div className={record.sub}>
                <Link href={`/organizations/${person.organization.id}`}>
                  {person.organization.name}
                </Link>
              </div>
            )}
          </div>
        </header>
      }
    >
      <Facts title={t("crm:field.details")}>
        <Reach person={person} save={change.mutateAsync} />
        <OrganizationFact
          organization={person.organization}
          editable={person.may.change}
          save={change.mutateAsync}
        />
        <ChatLinkFact url={person.chat_link} />
        <Access record={person} change={change.mutate} />
        <Fact label={t("crm:field.created")}>
          <Time at={person.created_at} as="full" />
        </Fact>
      </Facts>
      <Beside
        title={t("crm:deals.title")}
        none={t("crm:deals.none_of_person")}
        path="/deals"
        rows={person.deals}
      />
      <Beside
        title={t("crm:leads.title")}
        none={t("crm:leads.none_of_person")}
        path="/leads"
        rows={person.leads}
      />
      <ConversationsCard kind="person" id={id} />
      <DeleteRecord kind="person" record={person} title={person.name} />
    </RecordFrame>
  )
}
