import { IconBuilding } from "@tabler/icons-react"
import { useDeferredValue, useState } from "react"
import { Link } from "wouter"
import { Avatar } from "../components/Avatar"
import { Time } from "../components/Time"
import list from "../crm/List.module.css"
import { NamedList } from "../crm/NamedList"
import { Owner } from "../crm/Owner"
import { useOrganizations } from "../crm/queries"
import type { OrganizationRow } from "../crm/types"
import { NewOrganization } from "./NewOrganization"

/** The companies of the CRM: found by name or address. */
export function OrganizationList() {
  const [typed, type] = useState("")
  const organizations = useOrganizations(useDeferredValue(typed.trim()))
  return (
    <NamedList
      kind="organization"
      icon={<IconBuilding size={24} stroke={1.6} />}
      typed={typed}
      onType={type}
      query={organizations}
      fresh={(close) => <NewOrganization name={typed} onClose={close} />}
    >
      {(organization) => <Row organization={organization} />}
    </NamedList>
  )
}

function Row({ organization }: { organization: OrganizationRow }) {
  const { id, name, address, owner, created_at } = organization
  return (
    <Link href={`/organizations/${id}`} className={`${list.row} ${list.faces}`}>
      <Avatar name={name} size={36} />
      <span className={list.what}>
        <span className={list.name}>{name}</span>
      </span>
      <span className={list.meta}>{address}</span>
      <Time at={created_at} className={list.time} />
      <Owner owner={owner} />
    </Link>
  )
}
