import { Menu } from "@mantine/core"
import { IconAddressBook, IconTrash } from "@tabler/icons-react"
import { useState } from "react"
import { useLocation } from "wouter"
import { useMe } from "../../api/me"
import type { Conversation } from "../../api/types"
import { useOpening } from "../../components/useOpening"
import { useWords } from "../../i18n/useWords"
import { contactName } from "../contactName"
import { useChannel } from "../useChannels"
import { ContactFace } from "./ContactFace"
import { DeleteConversation } from "./DeleteConversation"
import classes from "./DetailsPane.module.css"

/** INB-28: the contact's name, under which stands what can be done with the conversation as a whole. */
export default function ContactMenu({ conversation }: { conversation: Conversation }) {
  const opening = useOpening()
  const { t } = useWords()
  const { member } = useMe()
  const [, go] = useLocation()
  const channel = useChannel(conversation.channel.id)
  const [asking, setAsking] = useState(false)
  const may = channel !== undefined && channel.installer.id === member?.id
  return (
    <>
      {/* Its first line takes the focus: what would take it instead has no role in a menu */}
      <Menu
        {...opening}
        position="bottom-start"
        width={272}
        shadow="md"
        withInitialFocusPlaceholder={false}
      >
        <Menu.Target>
          <ContactFace name={contactName(conversation)} autoFocus />
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconAddressBook size={16} />}
            onClick={() => go(`/contacts/${conversation.contact.id}`)}
          >
            {t("details:page")}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item
            className={classes.destroy}
            leftSection={<IconTrash size={16} />}
            disabled={!may}
            onClick={() => setAsking(true)}
          >
            {t("details:delete.open")}
          </Menu.Item>
          {channel && !may && (
            <p className={classes.menuNote}>
              {t("details:delete.installer_only", { installer: channel.installer.name })}
            </p>
          )}
        </Menu.Dropdown>
      </Menu>
      {channel && (
        <DeleteConversation
          conversation={conversation}
          provider={channel.capabilities.label}
          opened={asking}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  )
}
