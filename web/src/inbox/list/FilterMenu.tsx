import { Menu } from "@mantine/core"
import { IconChecklist } from "@tabler/icons-react"
import { useQuery } from "@tanstack/react-query"
import type { ReactElement, ReactNode } from "react"
import { useMe } from "../../api/me"
import { ChannelBadge } from "../../components/ChannelBadge"
import { useOpening } from "../../components/useOpening"
import { useWords } from "../../i18n/useWords"
import { membersQuery } from "../../settings/queries"
import { useChannels } from "../useChannels"
import classes from "./FilterMenu.module.css"
import { selection } from "./selection"
import { changeView, SORTS, useView } from "./view"

/** Order, unread, waiting for us, one channel, one colleague. */
export default function FilterMenu({ target }: { target: ReactElement }) {
  const opening = useOpening()
  const { t } = useWords()
  const view = useView()
  return (
    // Its first choice takes the focus: what would take it instead has no role in a menu
    <Menu
      {...opening}
      width={272}
      position="bottom-end"
      shadow="md"
      withInitialFocusPlaceholder={false}
    >
      <Menu.Target>{target}</Menu.Target>
      <Menu.Dropdown aria-label={t("list:filter")} className={classes.menu}>
        <Menu.Label>{t("list:sort_by")}</Menu.Label>
        {SORTS.map((sort) => (
          <Menu.RadioItem
            key={sort}
            value={sort}
            checked={view.sort === sort}
            onChange={() => changeView({ sort })}
          >
            {t(`list:sort.${sort}`)}
          </Menu.RadioItem>
        ))}
        <Menu.Divider />
        <Menu.Label>{t("list:show_only")}</Menu.Label>
        <Choice on={view.unread} choose={() => changeView({ unread: !view.unread })}>
          {t("list:only.unread")}
        </Choice>
        <Choice on={view.waiting} choose={() => changeView({ waiting: !view.waiting })}>
          {t("list:only.waiting")}
        </Choice>
        <Channels />
        <Colleagues />
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconChecklist size={16} stroke={1.7} />}
          onClick={() => selection.begin()}
        >
          {t("list:tick_several")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

function Channels() {
  const { t } = useWords()
  const view = useView()
  const channels = useChannels().data ?? []
  if (channels.length < 2) return null
  return (
    <>
      <Menu.Label>{t("list:channel")}</Menu.Label>
      {channels.map(({ id, name, capabilities }) => (
        <Choice
          key={id}
          on={view.channel === id}
          choose={() => changeView({ channel: view.channel === id ? null : id })}
        >
          <ChannelBadge icon={capabilities.icon} name={capabilities.label} size={14} inline />
          <span className={classes.name}>{name}</span>
        </Choice>
      ))}
    </>
  )
}

/** Where there are several people's conversations in one section. */
function Colleagues() {
  const { t } = useWords()
  const view = useView()
  const me = useMe().member?.id
  const wanted = view.section === "others" || view.section === "closed"
  const { data: members } = useQuery({ ...membersQuery, enabled: wanted })
  const people = members?.filter(({ id }) => view.section === "closed" || id !== me) ?? []
  if (!wanted || people.length < 2) return null
  return (
    <>
      <Menu.Label>{t("list:assignee")}</Menu.Label>
      {people.map(({ id, name }) => (
        <Choice
          key={id}
          on={view.assignee === id}
          choose={() => changeView({ assignee: view.assignee === id ? null : id })}
        >
          <span className={classes.name}>{name}</span>
        </Choice>
      ))}
    </>
  )
}

interface ChoiceProps {
  on: boolean
  choose: () => void
  children: ReactNode
}

function Choice({ on, choose, children }: ChoiceProps) {
  return (
    <Menu.CheckboxItem checked={on} onChange={choose}>
      <span className={classes.choice}>{children}</span>
    </Menu.CheckboxItem>
  )
}
