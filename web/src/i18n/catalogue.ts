export type Words = { [key: string]: string | Words }

/** { "./thread.json": words } → { thread: words }. */
export function byNamespace(files: Record<string, unknown>): Record<string, Words> {
  const named = Object.entries(files).map(([path, words]) => [
    path.replace(/^\.\//, "").replace(/\.json$/, ""),
    words as Words,
  ])
  return Object.fromEntries(named)
}
