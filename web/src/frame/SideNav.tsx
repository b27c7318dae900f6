import { type ComponentType, type ReactNode, useEffect, useRef } from "react"
import { Link, useLocation } from "wouter"
import classes from "./SideNav.module.css"

interface Props {
  title: string
  children: ReactNode
}

/** The pages of a section, each a link, beside the one that is shown. */
export function SideNav({ title, children }: Props) {
  const [path] = useLocation()
  const nav = useRef<HTMLElement>(null)
  const seen = useRef("")
  // On a phone they stand in a row that is wider than the screen; some come only once it is known that they are there
  useEffect(() => {
    const here = nav.current?.querySelector<HTMLElement>('[aria-current="page"]')
    if (!nav.current || !here || seen.current === path) return
    seen.current = path
    nav.current.scrollLeft = here.offsetLeft - (nav.current.clientWidth - here.clientWidth) / 2
  })
  return (
    <nav ref={nav} className={classes.nav} aria-label={title}>
      <p className={classes.title}>{title}</p>
      {children}
    </nav>
  )
}

interface PageProps {
  href: string
  here: boolean
  Icon: ComponentType<{ size: number; stroke: number }>
  children: ReactNode
}

export function SidePage({ href, here, Icon, children }: PageProps) {
  return (
    <Link href={href} className={classes.link} aria-current={here ? "page" : undefined}>
      <Icon size={18} stroke={1.7} />
      {children}
    </Link>
  )
}

/** Pages of one kind, under its name. */
export function SideGroup({ title, children }: Props) {
  return (
    <>
      <p className={classes.group}>{title}</p>
      {children}
    </>
  )
}
