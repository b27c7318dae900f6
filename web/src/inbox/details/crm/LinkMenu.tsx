import { Menu } from "@mantine/core"
import {
  IconArrowMoveRight,
  IconDots,
  IconInbox,
  IconInboxOff,
  IconInfoCircle,
  IconNote,
  IconNoteOff,
  IconUnlink,
  IconUserX,
} from "@tabler/icons-react"
import { lazy, Suspense, useState } from "react"
import { useTranslation } from "react-i18next"
import tool from "../../../components/IconTool.module.css"
import details from "../DetailsPane.module.css"
import { ask } from "./asking"
import { receivers, same } from "./records"
import type { Link, Panel } from "./types"
import { UnlinkDialog } from "./UnlinkDialog"
import { useLinkChange } from "./useReceiver"

const WhyDialog = lazy(() => import("./WhyDialog"))

/** What can be done with one link. */
export function LinkMenu({ panel, link }: { panel: Panel; link: Link }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState<"why" | "unlink" | null>(null)
  const { record, transcript } = link
  const title = record.hidden
    ? t("panel:hidden", { kind: t(`panel:kind.${record.kind}`) })
    : record.title
  return (
    <>
      <Menu position="bottom-end" width={272} shadow="md" withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <button
            type="button"
            className={tool.tool}
            aria-label={t("panel:menu.open", { title })}
            title={t("panel:menu.title")}
          >
            <IconDots size={16} aria-hidden />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Receiving panel={panel} link={link} />
          <Writing panel={panel} link={link} transcript={transcript} />
          <Menu.Item leftSection={<IconInfoCircle size={16} />} onClick={() => setOpen("why")}>
            {t("panel:menu.why")}
          </Menu.Item>
          <Menu.Divider />
          {record.kind === "person" && (
            <Menu.Item
              leftSection={<IconUserX size={16} />}
              onClick={() => ask({ what: "undo", link })}
            >
              {t("panel:menu.undo")}
            </Menu.Item>
          )}
          <Menu.Item
            className={details.destroy}
            leftSection={<IconUnlink size={16} />}
            onClick={() => setOpen("unlink")}
          >
            {t("panel:menu.unlink")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {open === "why" && (
        <Suspense>
          <WhyDialog link={link} onClose={() => setOpen(null)} />
        </Suspense>
      )}
      <UnlinkDialog
        conversation={panel.conversation_id}
        link={link}
        title={title}
        opened={open === "unlink"}
        onClose={() => setOpen(null)}
      />
    </>
  )
}

/** H-06, on the record itself. */
function Receiving({ panel, link }: { panel: Panel; link: Link }) {
  const { t } = useTranslation()
  const change = useLinkChange(panel)
  const { record, how } = panel.receives
  const receives = record !== null && same(record, link.record)
  const could = receivers(panel).some((each) => same(each, link.record))
  if (receives && how === "pinned")
    return (
      <Menu.Item
        leftSection={<IconInboxOff size={16} />}
        onClick={() => change.mutate({ link, change: { receives: false } })}
      >
        {t("panel:menu.let_go")}
      </Menu.Item>
    )
  if (receives || !could) return null
  return (
    <>
      <Menu.Item
        leftSection={<IconInbox size={16} />}
        onClick={() => change.mutate({ link, change: { receives: true } })}
      >
        {t("panel:menu.receive")}
      </Menu.Item>
      {record !== null && (
        <Menu.Item
          leftSection={<IconArrowMoveRight size={16} />}
          onClick={() => change.mutate({ link, change: { receives: true, move: true } })}
        >
          {t("panel:menu.receive_move")}
        </Menu.Item>
      )}
    </>
  )
}

function Writing({ panel, link, transcript }: { panel: Panel; link: Link; transcript: boolean }) {
  const { t } = useTranslation()
  const change = useLinkChange(panel)
  if (link.record.gone) return null
  const begin = () =>
    // Others will be able to read it: that is asked first
    panel.private
      ? ask({ what: "transcript", link })
      : change.mutate({ link, change: { transcript: true } })
  return transcript ? (
    <Menu.Item
      leftSection={<IconNoteOff size={16} />}
      onClick={() => change.mutate({ link, change: { transcript: false } })}
    >
      {t("panel:menu.stop")}
    </Menu.Item>
  ) : (
    <Menu.Item leftSection={<IconNote size={16} />} onClick={begin}>
      {t("panel:menu.begin")}
    </Menu.Item>
  )
}
