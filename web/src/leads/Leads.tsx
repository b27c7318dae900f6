import { Route, Switch } from "wouter"
import list from "../crm/List.module.css"
import { Frame } from "../frame/Frame"
import { loadWords } from "../i18n"
import { LeadList } from "./LeadList"
import { LeadPage } from "./LeadPage"

await loadWords("crm", "form")

/** Who might buy: the inbox of leads, the archive, and a page for each. */
export default function Leads() {
  return (
    <Frame>
      <div className={list.screen}>
        <Switch>
          <Route path={/^\/leads\/(?<id>\d+)\/?$/}>
            {({ id }) => <LeadPage key={id} id={Number(id)} />}
          </Route>
          <Route path="/leads/archive">
            <LeadList key="archive" archived />
          </Route>
          <Route>
            <LeadList key="inbox" archived={false} />
          </Route>
        </Switch>
      </div>
    </Frame>
  )
}
