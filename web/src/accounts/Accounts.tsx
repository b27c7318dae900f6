import { Route, Switch } from "wouter"
import { loadWords } from "../i18n"
import { CheckMail } from "./CheckMail"
import { ForgotPassword } from "./ForgotPassword"
import { Invitation } from "./Invitation"
import { NewPassword } from "./NewPassword"
import { SecondStep } from "./SecondStep"
import { SignedOut } from "./SignedOut"
import { SignIn } from "./SignIn"
import { SignUp } from "./SignUp"
import { VerifyEmail } from "./VerifyEmail"
import { WorkspaceChoice } from "./WorkspaceChoice"

await loadWords("accounts", "form")

/** Every way into Kaiwa. */
export default function Accounts() {
  return (
    <Switch>
      <Route path="/signup/workspace">
        <WorkspaceChoice />
      </Route>
      <Route path="/signup">
        <SignedOut>
          <SignUp />
        </SignedOut>
      </Route>
      <Route path="/verify-email/:key">{({ key }) => <VerifyEmail code={key} />}</Route>
      <Route path="/verify-email">
        <CheckMail />
      </Route>
      <Route path="/reset-password/:key">{({ key }) => <NewPassword code={key} />}</Route>
      <Route path="/reset-password">
        <ForgotPassword />
      </Route>
      <Route path="/invitation/:token?">{({ token }) => <Invitation token={token} />}</Route>
      <Route path="/signin/code">
        <SignedOut>
          <SecondStep />
        </SignedOut>
      </Route>
      <Route>
        <SignedOut>
          <SignIn />
        </SignedOut>
      </Route>
    </Switch>
  )
}
