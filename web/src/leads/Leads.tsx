import { useLayoutEffect } from "react"
import { Redirect, Route, Switch } from "wouter"
import list from "../crm/List.module.css"
import { Frame } from "../frame/Frame"
import side from "../frame/SideNav.module.css"
import { loadWords } from "../i18n"
import { comeFromLeads } from "../inbox/list/cameFrom"
import { LeadList } from "./LeadList"
import { LeadPage } from "./LeadPage"
import { LeadsNav } from "./LeadsNav"

await loadWords("crm", "board", "form")

/** Who might buy: the inbox of leads, the archive, where leads come from, and a page for each. */
export default function Leads() {
  return (
    <Switch>
      <Route path="/leads/messaging">
        <ToMessaging />
      </Route>
      <Route>
        <Frame>
          <div className={list.screen}>
            <Switch>
              <Route path={/^\/leads\/(?<id>\d+)\/?$/}>
                {({ id }) => <LeadPage key={id} id={Number(id)} />}
              </Route>
              <Route path="/leads/archive">
                <Lists archived />
              </Route>
              <Route>
                <Lists archived={false} />
              </Route>
            </Switch>
          </div>
        </Frame>
      </Route>
    </Switch>
  )
}

function Lists({ archived }: { archived: boolean }) {
  return (
    <div className={side.split}>
      <LeadsNav archived={archived} />
      <div className={side.pane}>
        <LeadList key={String(archived)} archived={archived} />
      </div>
    </div>
  )
}

/** The messaging inbox is a section of the leads inbox, and the same one that everybody shares (INB-01). */
function ToMessaging() {
  useLayoutEffect(() => comeFromLeads(true), [])
  return <Redirect to="/" replace />
}
