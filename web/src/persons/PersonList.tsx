import { IconUser } from "@tabler/icons-react"
import { useDeferredValue, useState } from "react"
import { Link } from "wouter"
import { Avatar } from "../components/Avatar"
import list from "../crm/List.module.css"
import { NamedList } from "../crm/NamedList"
import { Owner } from "../crm/Owner"
import { usePersons } from "../crm/queries"
import type { PersonRow } from "../crm/types"
import { NewPerson } from "./NewPerson"

/** The people of the CRM: found by name, number, address or organization. */
export function PersonList() {
  const [typed, type] = useState("")
  const persons = usePersons(useDeferredValue(typed.trim()))
  return (
    <NamedList
      kind="person"
      icon={<IconUser size={24} stroke={1.6} />}
      typed={typed}
      onType={type}
      query={persons}
      fresh={(close) => <NewPerson name={typed} onClose={close} />}
    >
      {(person) => <Row person={person} />}
    </NamedList>
  )
}

function Row({ person }: { person: PersonRow }) {
  const { id, name, organization, phones, emails, owner } = person
  return (
    <Link href={`/persons/${id}`} className={`${list.row} ${list.faces}`}>
      <Avatar name={name} size={36} />
      <span className={list.what}>
        <span className={list.name}>{name}</span>
        {organization && <span className={list.meta}>{organization.name}</span>}
      </span>
      <span className={list.meta}>{phones[0]?.value}</span>
      <span className={list.meta}>{emails[0]?.value}</span>
      <Owner owner={owner} />
    </Link>
  )
}
