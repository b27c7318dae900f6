import { Redirect, useParams } from "wouter"
import list from "../crm/List.module.css"
import { Frame } from "../frame/Frame"
import { loadWords } from "../i18n"
import { PersonPage } from "./PersonPage"

await loadWords("crm", "form")

/** The people of the CRM, each on a page. */
export default function Persons() {
  const { id = "" } = useParams<{ id: string }>()
  if (!/^\d+$/.test(id)) return <Redirect to="/contacts" replace />
  return (
    <Frame>
      <div className={list.screen}>
        <PersonPage key={id} id={Number(id)} />
      </div>
    </Frame>
  )
}
