import { Route, Switch } from "wouter"
import list from "../crm/List.module.css"
import { Frame } from "../frame/Frame"
import { loadWords } from "../i18n"
import { ContactLists } from "../persons/ContactsNav"
import { OrganizationList } from "./OrganizationList"
import { OrganizationPage } from "./OrganizationPage"

await loadWords("crm", "board", "form")

/** The companies of the CRM: a list, and a page for each. */
export default function Organizations() {
  return (
    <Switch>
      <Route path={/^\/organizations\/(?<id>\d+)\/?$/}>
        {({ id }) => (
          <Frame>
            <div className={list.screen}>
              <OrganizationPage key={id} id={Number(id)} />
            </div>
          </Frame>
        )}
      </Route>
      <Route>
        <ContactLists here="organizations">
          <OrganizationList />
        </ContactLists>
      </Route>
    </Switch>
  )
}
