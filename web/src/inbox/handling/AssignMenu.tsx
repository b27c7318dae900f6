import { Menu } from "@mantine/core"
import { IconCheck, IconUserOff } from "@tabler/icons-react"
import { useQuery } from "@tanstack/react-query"
import { type ReactElement, useEffect, useRef } from "react"
import { api } from "../../api/client"
import type { Assignee } from "../../api/types"
import { Avatar } from "../../components/Avatar"
import { Notice } from "../../components/Notice"
import { Skeleton } from "../../components/Skeleton"
import { wordError } from "../../i18n/codes"
import { useWords } from "../../i18n/useWords"
import classes from "./Handling.module.css"
import { useHandling } from "./useHandling"

interface Props {
  ids: number[]
  /** Whose it is now, where that is one person. */
  assignee: number | null
  target: ReactElement
  /** Open from the first: the button was pressed while the menu was being fetched. */
  opened?: boolean
  onDone?: () => void
}

/** Who can have the conversations. Who is away is shown, and cannot be chosen (INB-15, INB-18). */
export default function AssignMenu({ ids, assignee, target, opened = true, onDone }: Props) {
  const { t } = useWords()
  const { assign } = useHandling()
  const menu = useRef<HTMLDivElement>(null)
  const choose = (to: number | null) => assign.mutate({ ids, to }, { onSuccess: onDone })
  return (
    // The first name takes the focus: what would take it instead has no role in a menu
    <Menu
      defaultOpened={opened}
      width={260}
      position="bottom-end"
      shadow="md"
      withInitialFocusPlaceholder={false}
    >
      <Menu.Target>{target}</Menu.Target>
      <Menu.Dropdown ref={menu} aria-label={t("handling:assign_to")}>
        <Menu.Label>{t("handling:assign_to")}</Menu.Label>
        <People
          id={ids[0]}
          assignee={assignee}
          choose={choose}
          onShown={() => focusFirst(menu.current)}
        />
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconUserOff size={18} stroke={1.6} className={classes.nobody} />}
          disabled={assignee === null && ids.length === 1}
          onClick={() => choose(null)}
        >
          {t("handling:nobody")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

interface PeopleProps {
  id: number | undefined
  assignee: number | null
  choose: (to: number) => void
  /** Names stand in the menu. */
  onShown: () => void
}

function People({ id, assignee, choose, onShown }: PeopleProps) {
  const { t } = useWords()
  const { data: people, error } = useQuery({
    queryKey: ["assignees", id],
    queryFn: ({ signal }) => api.get<Assignee[]>(`/conversations/${id}/assignees`, { signal }),
    staleTime: 0,
  })
  const shown = people !== undefined
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when they come
  useEffect(() => {
    if (shown) onShown()
  }, [shown])
  if (error) return <Notice tone="red">{wordError(t, error)}</Notice>
  if (!people)
    return (
      <div className={classes.loading}>
        <Skeleton width="60%" />
        <Skeleton width="45%" />
      </div>
    )
  // Oneself first: it is what one does most
  const ordered = [...people].sort((a, b) => Number(b.you) - Number(a.you))
  return ordered.map((person) => (
    <Menu.Item
      key={person.id}
      leftSection={<Avatar name={person.name} size={24} available={person.available} />}
      rightSection={
        person.id === assignee ? <IconCheck size={16} aria-label={t("handling:has_it")} /> : null
      }
      disabled={!person.available && person.id !== assignee}
      onClick={() => person.id !== assignee && choose(person.id)}
    >
      <span className={classes.person}>
        <span className={classes.name}>
          {person.you ? t("handling:me", { name: person.name }) : person.name}
        </span>
        {!person.available && <span className={classes.away}>{t("handling:away")}</span>}
      </span>
    </Menu.Item>
  ))
}

/** As soon as the menu has its place on the screen: before, nothing in it can take the focus. */
function focusFirst(menu: HTMLElement | null, frames = 30): void {
  const at = document.activeElement
  if (!menu?.isConnected || (at !== menu && menu.contains(at))) return
  menu.querySelector<HTMLElement>("[role=menuitem]:not(:disabled)")?.focus()
  if (frames > 0) requestAnimationFrame(() => focusFirst(menu, frames - 1))
}
