import { Route, Switch } from "wouter"
import list from "../crm/List.module.css"
import { Frame } from "../frame/Frame"
import { loadWords } from "../i18n"
import { DealPage } from "./DealPage"
import { DealsHome } from "./DealsHome"

await loadWords("crm", "board", "form")

/** What is to be sold: a board or a list of a pipeline, and a page for each. */
export default function Deals() {
  return (
    <Frame>
      <div className={list.screen}>
        <Switch>
          <Route path={/^\/deals\/(?<id>\d+)\/?$/}>
            {({ id }) => <DealPage key={id} id={Number(id)} />}
          </Route>
          <Route>
            <DealsHome />
          </Route>
        </Switch>
      </div>
    </Frame>
  )
}
