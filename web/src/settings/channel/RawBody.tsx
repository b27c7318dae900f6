import { Modal } from "@mantine/core"
import { useQuery } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import { api } from "../../api/client"
import type { components } from "../../api/schema"
import { ErrorState } from "../../components/ErrorState"
import { Skeleton } from "../../components/Skeleton"
import { formatMoment } from "../../i18n/format"
import classes from "./Channel.module.css"
import { CopyButton } from "./CopyButton"
import type { Aside } from "./queries"

type Body = components["schemas"]["BodyOut"]

/** What came, as text and never as anything else. Not kept in the browser once it is closed. */
export function RawBody({ row, onClose }: { row: Aside; onClose: () => void }) {
  const { t } = useTranslation()
  const { data, error, refetch } = useQuery({
    queryKey: ["webhook-event", row.id],
    queryFn: ({ signal }) => api.get<Body>(`/webhook-events/${row.id}`, { signal }),
    gcTime: 0,
  })
  return (
    <Modal
      opened
      onClose={onClose}
      size={720}
      title={t("channel:aside.raw", { at: formatMoment(row.received_at) })}
      closeButtonProps={{ "aria-label": t("common:close") }}
    >
      <p className={classes.rawLead}>{t("channel:aside.raw_lead")}</p>
      {data ? (
        <>
          <pre className={classes.raw}>{indented(data.body)}</pre>
          <CopyButton text={data.body}>{t("channel:aside.copy")}</CopyButton>
        </>
      ) : error ? (
        <ErrorState title={t("channel:not_loaded")} error={error} retry={() => void refetch()} />
      ) : (
        <Skeleton height={160} />
      )}
    </Modal>
  )
}

/** JSON by the line; what is none stays as it is. */
function indented(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2)
  } catch {
    return body
  }
}
