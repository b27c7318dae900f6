import { lazy, Suspense } from "react"
import { Redirect, Route, Switch, useLocation } from "wouter"
import { SignedIn } from "./frame/SignedIn"
import { Inbox } from "./inbox/Inbox"

/** Every screen but the inbox is its own chunk. A folder's default export routes below its paths by itself. */
const Accounts = lazy(() => import("./accounts/Accounts"))
const Settings = lazy(() => import("./settings/Settings"))
const Contacts = lazy(() => import("./contacts/Contacts"))
const Deals = lazy(() => import("./deals/Deals"))
const Leads = lazy(() => import("./leads/Leads"))
const Organizations = lazy(() => import("./organizations/Organizations"))
const Persons = lazy(() => import("./persons/Persons"))
const ChatLink = lazy(() => import("./links/ChatLink"))
const Help = lazy(() => import("./help/Help"))
const Connect = lazy(() => import("./connect/Connect"))
const Deletion = lazy(() => import("./connect/Deletion"))

const accountPaths = ["/signin", "/signup", "/verify-email", "/reset-password", "/invitation"]
const below = (path: string, roots: string[]): boolean =>
  roots.some((root) => path === root || path.startsWith(`${root}/`))

export function Routes() {
  const [path] = useLocation()
  if (below(path, accountPaths)) return <Suspense>{<Accounts />}</Suspense>
  if (below(path, ["/help"])) return <Suspense>{<Help />}</Suspense>
  // Whoever Facebook sends here has no account with us
  if (below(path, ["/data-deletion"])) return <Suspense>{<Deletion />}</Suspense>
  return (
    <SignedIn>
      <Switch>
        <Route path="/settings/*?">
          <Suspense>{<Settings />}</Suspense>
        </Route>
        <Route path="/contacts/*?">
          <Suspense>{<Contacts />}</Suspense>
        </Route>
        <Route path="/deals/*?">
          <Suspense>{<Deals />}</Suspense>
        </Route>
        <Route path="/leads/*?">
          <Suspense>{<Leads />}</Suspense>
        </Route>
        <Route path="/persons/*?">
          <Suspense>{<Persons />}</Suspense>
        </Route>
        <Route path="/organizations/*?">
          <Suspense>{<Organizations />}</Suspense>
        </Route>
        <Route path="/l/:code">
          <Suspense>{<ChatLink />}</Suspense>
        </Route>
        <Route path="/connect/*?">
          <Suspense>{<Connect />}</Suspense>
        </Route>
        <Route path={/^\/(?:conversations\/(?<id>\d+)\/?)?$/}>
          {({ id }) => <Inbox openId={id ? Number(id) : null} />}
        </Route>
        <Route>
          <Redirect to="/" replace />
        </Route>
      </Switch>
    </SignedIn>
  )
}
