import { Route, Switch } from "wouter"
import { Frame } from "../frame/Frame"
import { loadWords } from "../i18n"
import { ContactList } from "./ContactList"
import { ContactPage } from "./ContactPage"
import classes from "./Contacts.module.css"

await loadWords("contacts", "form")

/** Whoever wrote to us: a list, and a page for each. */
export default function Contacts() {
  return (
    <Frame>
      <div className={classes.screen}>
        <Switch>
          <Route path={/^\/contacts\/(?<id>\d+)\/?$/}>
            {({ id }) => <ContactPage key={id} id={Number(id)} />}
          </Route>
          <Route>
            <ContactList />
          </Route>
        </Switch>
      </div>
    </Frame>
  )
}
