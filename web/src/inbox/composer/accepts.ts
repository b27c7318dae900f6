import type { Capabilities, Problem } from "../../api/types"

export type Limits = Pick<Capabilities, "attachment_limit" | "attachment_types">

/** What a channel will not take, said before anything is uploaded. */
export function refusal(
  file: { name: string; type: string; size: number },
  limits: Limits | undefined,
): Problem | null {
  if (!limits) return null
  const { attachment_limit: limit, attachment_types: types } = limits
  if (limit !== null && file.size > limit)
    return { code: "too_large", params: { limit, size: file.size } }
  if (types.length > 0 && !types.some((type) => matches(file, type)))
    return { code: "wrong_type", params: { type: kindOf(file) } }
  return null
}

/** `image/*`, `image/png`, `image` and `.pdf` are all understood. */
function matches(file: { name: string; type: string }, wanted: string): boolean {
  if (wanted === "*" || wanted === "*/*" || wanted === "file") return true
  if (wanted.startsWith(".")) return file.name.toLowerCase().endsWith(wanted)
  if (wanted.endsWith("/*")) return file.type.startsWith(wanted.slice(0, -1))
  return wanted.includes("/") ? file.type === wanted : file.type.startsWith(`${wanted}/`)
}

function kindOf({ name, type }: { name: string; type: string }): string {
  const extension = /\.(\w{1,8})$/.exec(name)?.[1]
  return extension ? extension.toUpperCase() : type
}
