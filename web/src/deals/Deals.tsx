import { Route, Switch } from "wouter"
import list from "../crm/List.module.css"
import { Frame } from "../frame/Frame"
import { loadWords } from "../i18n"
import { DealList } from "./DealList"
import { DealPage } from "./DealPage"

await loadWords("crm", "form")

/** What is to be sold: a list, and a page for each. */
export default function Deals() {
  return (
    <Frame>
      <div className={list.screen}>
        <Switch>
          <Route path={/^\/deals\/(?<id>\d+)\/?$/}>
            {({ id }) => <DealPage key={id} id={Number(id)} />}
          </Route>
          <Route>
            <DealList />
          </Route>
        </Switch>
      </div>
    </Frame>
  )
}
