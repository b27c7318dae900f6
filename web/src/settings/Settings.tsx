import { lazy, Suspense } from "react"
import { Redirect, Route, Switch } from "wouter"
import { Frame } from "../frame/Frame"
import side from "../frame/SideNav.module.css"
import { loadWords } from "../i18n"
import { NotificationSettings } from "../notifications/NotificationSettings"
import { Audit } from "./audit/Audit"
import { ChannelPage } from "./channel/ChannelPage"
import { Crm } from "./crm/Crm"
import { Members } from "./members/Members"
import { ChoosePages } from "./messaging/ChoosePages"
import { Messaging } from "./messaging/Messaging"
import { Profile } from "./profile/Profile"
import classes from "./Settings.module.css"
import { SettingsNav } from "./SettingsNav"
import { Tokens } from "./tokens/Tokens"
import { WorkspaceSettings } from "./workspace/WorkspaceSettings"

const Pipelines = lazy(() => import("./pipelines/Pipelines"))
const Deleted = lazy(() => import("./deleted/Deleted"))

await loadWords(
  "settings",
  "board",
  "form",
  "audit",
  "channel",
  "automation",
  "security",
  "notifications",
  "activities",
)

/** Tools and apps: what the workspace is connected to, who is in it, and oneself. */
export default function Settings() {
  return (
    <Frame>
      <div className={side.split}>
        <SettingsNav />
        <div className={classes.pane}>
          <Switch>
            <Route path="/settings/messaging/pages">
              <ChoosePages />
            </Route>
            <Route path="/settings/messaging/help">
              <Redirect to="/help/troubleshooting" replace />
            </Route>
            <Route path={/^\/settings\/messaging\/channels\/(?<id>\d+)\/?$/}>
              {({ id }) => <ChannelPage key={id} id={Number(id)} />}
            </Route>
            <Route path="/settings/messaging">
              <Messaging />
            </Route>
            <Route path="/settings/crm">
              <Crm />
            </Route>
            <Route path="/settings/pipelines">
              <Suspense>
                <Pipelines />
              </Suspense>
            </Route>
            <Route path="/settings/deleted">
              <Suspense>
                <Deleted />
              </Suspense>
            </Route>
            <Route path="/settings/members">
              <Members />
            </Route>
            <Route path="/settings/workspace">
              <WorkspaceSettings />
            </Route>
            <Route path="/settings/profile">
              <Profile />
            </Route>
            <Route path="/settings/notifications">
              <NotificationSettings />
            </Route>
            <Route path="/settings/tokens">
              <Tokens />
            </Route>
            <Route path="/settings/audit">
              <Audit />
            </Route>
            <Route>
              <Redirect to="/settings/messaging" replace />
            </Route>
          </Switch>
        </div>
      </div>
    </Frame>
  )
}
