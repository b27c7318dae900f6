import { MantineProvider } from "@mantine/core"
import { type QueryClient, QueryClientProvider } from "@tanstack/react-query"
import { render } from "@testing-library/react"
import type { ReactNode } from "react"
import { meQuery } from "../api/me"
import { makeQueryClient } from "../api/queries"
import { theme } from "../theme/theme"
import { aMe } from "./make"

export interface Shown {
  client: QueryClient
  rerender: (ui: ReactNode) => void
  unmount: () => void
}

/** Draws something as it is drawn in the application. */
export function show(ui: ReactNode, client: QueryClient = makeQueryClient()): Shown {
  if (!client.getQueryData(meQuery.queryKey)) client.setQueryData(meQuery.queryKey, aMe)
  const wrapper = ({ children }: { children: ReactNode }) => (
    <MantineProvider theme={theme} env="test">
      <QueryClientProvider client={client}>{children}</QueryClientProvider>
    </MantineProvider>
  )
  const { rerender, unmount } = render(ui, { wrapper })
  return { client, rerender, unmount }
}
