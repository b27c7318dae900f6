import {
  IconBrandMessenger,
  IconBrandWhatsapp,
  IconMessageCircle,
  IconPhone,
  type IconProps,
} from "@tabler/icons-react"
import type { ComponentType } from "react"
import classes from "./ChannelBadge.module.css"

/** Told apart by shape and colour: the server names an icon, and this draws it. */
const drawings: Record<string, { Icon: ComponentType<IconProps>; shape: string; colour: string }> =
  {
    messenger: { Icon: IconBrandMessenger, shape: "circle", colour: "#0a6ee0" },
    number: { Icon: IconPhone, shape: "square", colour: "#6741d9" },
    whatsapp: { Icon: IconBrandWhatsapp, shape: "square", colour: "#12804a" },
  }
const other = { Icon: IconMessageCircle, shape: "circle", colour: "#656876" }

interface Props {
  icon: string
  name: string
  size: number
  /** At the corner of an avatar, or standing by itself. */
  inline?: boolean
}

export function ChannelBadge({ icon, name, size, inline = false }: Props) {
  const { Icon, shape, colour } = drawings[icon] ?? other
  return (
    <span
      className={classes.badge}
      data-shape={shape}
      data-inline={inline}
      style={{ width: size, height: size, background: colour }}
      title={name}
    >
      <Icon size={Math.round(size * 0.74)} stroke={2} aria-hidden />
      <span className="visually-hidden">{name}</span>
    </span>
  )
}
