/** The conversation that this tab shows, by its address. */
export function openConversation(): number | null {
  const found = /^\/conversations\/(\d+)/.exec(location.pathname)
  return found ? Number(found[1]) : null
}
