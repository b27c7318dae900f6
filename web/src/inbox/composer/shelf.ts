/** Where the browser keeps what was written and not sent: an entry each, so that tabs do not overwrite each other. */

export interface Kept {
  key: string
  at: string
}

const PREFIX = "kaiwa.outbox."
// A browser that forbids storage: kept for as long as the page is open
const memory = new Map<string, string>()

export const shelf = {
  /** What this member wrote, in the order in which it was written. */
  read<T extends Kept>(member: number): T[] {
    const found = entries()
      .filter(([name]) => name.startsWith(`${PREFIX}${member}.`))
      .flatMap(([, text]) => parsed<T>(text))
    return found.sort((a, b) => (a.at === b.at ? compare(a.key, b.key) : compare(a.at, b.at)))
  },
  keep(member: number, item: Kept): void {
    const text = JSON.stringify(item)
    try {
      localStorage.setItem(nameOf(member, item.key), text)
    } catch {
      memory.set(nameOf(member, item.key), text)
    }
  },
  drop(member: number, key: string): void {
    memory.delete(nameOf(member, key))
    try {
      localStorage.removeItem(nameOf(member, key))
    } catch {
      // There was nothing to remove it from
    }
  },
  /** Another tab kept or dropped something of this member. */
  onChange(listener: (member: number) => void): void {
    window.addEventListener("storage", ({ key }) => {
      if (key?.startsWith(PREFIX)) listener(Number.parseInt(key.slice(PREFIX.length), 10))
    })
  },
}

const nameOf = (member: number, key: string) => `${PREFIX}${member}.${key}`

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

function entries(): [string, string][] {
  try {
    return [...Object.entries<string>(localStorage), ...memory]
  } catch {
    return [...memory]
  }
}

function parsed<T>(text: string): T[] {
  try {
    return [JSON.parse(text) as T]
  } catch {
    return []
  }
}
