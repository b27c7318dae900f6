import { Route, Switch } from "wouter"
import list from "../crm/List.module.css"
import { Frame } from "../frame/Frame"
import { loadWords } from "../i18n"
import { ContactLists } from "./ContactsNav"
import { PersonList } from "./PersonList"
import { PersonPage } from "./PersonPage"

await loadWords("crm", "board", "form")

/** The people of the CRM: a list, and a page for each. */
export default function Persons() {
  return (
    <Switch>
      <Route path={/^\/persons\/(?<id>\d+)\/?$/}>
        {({ id }) => (
          <Frame>
            <div className={list.screen}>
              <PersonPage key={id} id={Number(id)} />
            </div>
          </Frame>
        )}
      </Route>
      <Route>
        <ContactLists here="persons">
          <PersonList />
        </ContactLists>
      </Route>
    </Switch>
  )
}
