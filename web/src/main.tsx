import "./theme/mantine.css"
import "./theme/tokens.css"
import "./theme/global.css"
import { createRoot } from "react-dom/client"
import { App } from "./App"
import { meQuery } from "./api/me"
import { makeQueryClient } from "./api/queries"
import { startI18n } from "./i18n"

const client = makeQueryClient()
// The first question is on its way while the words load
void client.prefetchQuery(meQuery)

void startI18n().then(() => {
  const root = document.getElementById("root")
  if (root) createRoot(root).render(<App client={client} />)
})
