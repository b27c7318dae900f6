import { useQuery } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import { Link } from "wouter"
import { ChannelBadge } from "../components/ChannelBadge"
import { Time } from "../components/Time"
import { conversationsQuery } from "../crm/queries"
import type { Kind } from "../crm/types"
import { wordError } from "../i18n/codes"
import { PreviewLine } from "../inbox/list/PreviewLine"
import classes from "./Record.module.css"

/** What was said with them, as far as the reader may see it; of others nothing is said. */
export function ConversationsCard({ kind, id }: { kind: Kind; id: number }) {
  const { t } = useTranslation()
  const { data, error } = useQuery(conversationsQuery(kind, id))
  return (
    <section className={classes.card} aria-labelledby="conversations">
      <h2 id="conversations" className={classes.heading}>
        {t("crm:conversations.title")}
      </h2>
      {error && <p className={classes.none}>{wordError(t, error)}</p>}
      {data?.length === 0 && <p className={classes.none}>{t("crm:conversations.none")}</p>}
      {data && data.length > 0 && (
        <ul className={classes.links}>
          {data.map((row) => (
            <li key={row.id}>
              <Link href={`/conversations/${row.id}`} className={classes.link}>
                <ChannelBadge icon={row.channel.icon} name={row.channel.name} size={20} inline />
                <span className={classes.what}>
                  <span className={classes.name}>{row.contact.name || row.contact.short_id}</span>
                  <PreviewLine preview={row.preview} />
                </span>
                <Time at={row.last_message_at} className={classes.meta} />
              </Link>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
