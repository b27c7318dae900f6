import { useState } from "react"
import classes from "./Avatar.module.css"
import { ChannelBadge } from "./ChannelBadge"

interface Props {
  name: string
  picture?: string | null
  size?: number
  /** The channel's icon, drawn as a badge at the lower right. */
  channel?: { icon: string; name: string }
  /** Green dot: available; empty dot: not. */
  available?: boolean
}

export function Avatar({ name, picture, size = 40, channel, available }: Props) {
  const [broken, setBroken] = useState<string | null>(null)
  const shown = picture && picture !== broken ? picture : null
  return (
    <span className={classes.root} style={{ width: size, height: size }}>
      <span
        className={classes.face}
        data-tone={tone(name)}
        style={{ fontSize: Math.round(size * 0.4) }}
        aria-hidden
      >
        {shown ? (
          <img src={shown} alt="" decoding="async" onError={() => setBroken(shown)} />
        ) : (
          initials(name)
        )}
      </span>
      {channel && (
        <ChannelBadge icon={channel.icon} name={channel.name} size={Math.round(size * 0.42)} />
      )}
      {available !== undefined && <span className={classes.dot} data-available={available} />}
    </span>
  )
}

/** One character for Japanese names, two initials for Latin ones. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/)
  const first = Array.from(words[0] ?? "")[0] ?? "?"
  if (!/^[\p{Script=Latin}\d]/u.test(first)) return first
  const last = words.length > 1 ? (Array.from(words[words.length - 1] ?? "")[0] ?? "") : ""
  return (first + last).toUpperCase()
}

/** The same name always has the same one of eight quiet tones. */
function tone(name: string): number {
  let sum = 0
  for (const character of name) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 8
  return sum
}
