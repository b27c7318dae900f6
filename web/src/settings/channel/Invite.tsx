import { Button } from "@mantine/core"
import { IconDownload } from "@tabler/icons-react"
import { useQuery } from "@tanstack/react-query"
import { useDeferredValue, useState } from "react"
import { useTranslation } from "react-i18next"
import type { Channel } from "../../api/types"
import { Field } from "../../components/Field"
import { Section } from "../SettingsPage"
import classes from "./Channel.module.css"
import { CopyButton } from "./CopyButton"
import { linkWith, type RefTrouble, refTrouble } from "./chatLink"
import { type ChatLink, chatLinkQuery } from "./queries"
import { SiteButton } from "./SiteButton"
import { StartButton } from "./StartButton"

/** How customers are led to write first: a link, a code, a button (FAQ-08). Nothing where the provider has no link. */
export function Invite({ channel }: { channel: Channel }) {
  const { data: link } = useQuery(chatLinkQuery(channel.id))
  return link ? <Ways channel={channel} link={link} /> : null
}

function Ways({ channel, link }: { channel: Channel; link: ChatLink }) {
  const { t } = useTranslation()
  const [ref, setRef] = useState("")
  const trouble = refTrouble(link, ref)
  const url = linkWith(link, trouble ? "" : ref)
  return (
    <Section title={t("channel:link.title")} lead={t("channel:link.lead")}>
      <Field
        label={t("channel:link.ref")}
        description={t("channel:link.ref_hint")}
        value={ref}
        onChange={(event) => setRef(event.currentTarget.value.trim())}
        error={worded(t, trouble, link)}
        autoComplete="off"
      />
      <StartButton channel={channel} />
      <div className={classes.linkRow}>
        <a href={url} target="_blank" rel="noopener noreferrer" className={classes.url}>
          {url}
        </a>
        <CopyButton text={url} disabled={trouble !== null}>
          {t("channel:link.copy")}
        </CopyButton>
      </div>
      <Code channel={channel} parameter={trouble ? "" : ref} url={url} />
      <SiteButton url={url} provider={channel.capabilities.label} />
    </Section>
  )
}

function worded(
  t: ReturnType<typeof useTranslation>["t"],
  trouble: RefTrouble,
  link: ChatLink,
): string | undefined {
  if (trouble === "long") return t("channel:link.ref_long", { limit: link.limit })
  return trouble === "characters" ? t("channel:link.ref_bad") : undefined
}

/** Drawn by the server: what is looked at is what is downloaded. */
function Code({ channel, parameter, url }: { channel: Channel; parameter: string; url: string }) {
  const { t } = useTranslation()
  const drawn = useDeferredValue(parameter)
  const query = drawn ? `?${new URLSearchParams({ ref: drawn })}` : ""
  const file = (kind: string) => `/api/v1/channels/${channel.id}/chat-link.${kind}${query}`
  const name = (kind: string) => `${channel.name}${drawn ? ` ${drawn}` : ""}.${kind}`
  return (
    <div className={classes.way}>
      <h3 className={classes.wayTitle}>{t("channel:link.code")}</h3>
      <p className={classes.why}>{t("channel:link.code_lead")}</p>
      <div className={classes.code}>
        <img src={file("svg")} alt={t("channel:link.code_alt", { url })} width={148} height={148} />
        <div className={classes.downloads}>
          {["svg", "png"].map((kind) => (
            <Button
              key={kind}
              component="a"
              href={file(kind)}
              download={name(kind)}
              variant="default"
              leftSection={<IconDownload size={16} aria-hidden />}
            >
              {t(`channel:link.${kind}`)}
            </Button>
          ))}
        </div>
      </div>
    </div>
  )
}
