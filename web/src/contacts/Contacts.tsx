import { Route, Switch } from "wouter"
import list from "../crm/List.module.css"
import { useCrmPages } from "../crm/useCrmPages"
import { Frame } from "../frame/Frame"
import { loadWords } from "../i18n"
import { ContactLists } from "../persons/ContactsNav"
import { ContactList } from "./ContactList"
import { ContactPage } from "./ContactPage"

await loadWords("contacts", "form")

/** Whoever wrote to us: a list, and a page for each. */
export default function Contacts() {
  return (
    <Switch>
      <Route path={/^\/contacts\/(?<id>\d+)\/?$/}>
        {({ id }) => (
          <Frame>
            <div className={list.screen}>
              <ContactPage key={id} id={Number(id)} />
            </div>
          </Frame>
        )}
      </Route>
      <Route>
        <Wrote />
      </Route>
    </Switch>
  )
}

/** Beside persons and organizations, where the CRM has pages for those. */
function Wrote() {
  if (useCrmPages())
    return (
      <ContactLists here="contacts">
        <ContactList />
      </ContactLists>
    )
  return (
    <Frame>
      <div className={list.screen}>
        <ContactList />
      </div>
    </Frame>
  )
}
