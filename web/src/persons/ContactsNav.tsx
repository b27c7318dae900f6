import { IconBuilding, IconMessageUser, IconUser } from "@tabler/icons-react"
import type { ReactNode } from "react"
import { useTranslation } from "react-i18next"
import list from "../crm/List.module.css"
import { Frame } from "../frame/Frame"
import { SideNav, SidePage } from "../frame/SideNav"
import side from "../frame/SideNav.module.css"

interface Props {
  here: "persons" | "organizations" | "contacts"
  children: ReactNode
}

/** Everybody one deals with: persons and organizations of the CRM, and whoever wrote to us. */
export function ContactLists({ here, children }: Props) {
  const { t } = useTranslation()
  return (
    <Frame>
      <div className={list.screen}>
        <div className={side.split}>
          <SideNav title={t("frame:contacts")}>
            <SidePage href="/persons" here={here === "persons"} Icon={IconUser}>
              {t("frame:persons")}
            </SidePage>
            <SidePage href="/organizations" here={here === "organizations"} Icon={IconBuilding}>
              {t("frame:organizations")}
            </SidePage>
            <SidePage href="/contacts" here={here === "contacts"} Icon={IconMessageUser}>
              {t("frame:wrote")}
            </SidePage>
          </SideNav>
          <div className={side.pane}>{children}</div>
        </div>
      </div>
    </Frame>
  )
}
