import "./theme/mantine.css"
import "./theme/tokens.css"
import "./theme/global.css"
import { createRoot } from "react-dom/client"
import { App } from "./App"
import { meQuery } from "./api/me"
import { makeQueryClient } from "./api/queries"
import { startI18n } from "./i18n"
import { openEarly } from "./live/tab"

const client = makeQueryClient()
// The first question is on its way, and the stream opens, while the words load
const notHere = openEarly()
void client.fetchQuery(meQuery).catch(notHere)

void startI18n().then(() => {
  const root = document.getElementById("root")
  if (root) createRoot(root).render(<App client={client} />)
})
