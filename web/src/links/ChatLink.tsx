import { Button } from "@mantine/core"
import { IconLinkOff } from "@tabler/icons-react"
import { useQuery } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import { Link, Redirect, useParams } from "wouter"
import { api } from "../api/client"
import { ApiError } from "../api/error"
import { useTitle } from "../browser/title"
import { EmptyState } from "../components/EmptyState"
import { ErrorState } from "../components/ErrorState"
import { Frame } from "../frame/Frame"
import { loadWords } from "../i18n"

await loadWords("panel")

/** TL-42: a conversation's short link. Who has access is led there; who has not is told so, and no more. */
export default function ChatLink() {
  const { t } = useTranslation()
  const { code = "" } = useParams<{ code: string }>()
  const { data, error, refetch } = useQuery({
    queryKey: ["chat-link", code],
    queryFn: ({ signal }) =>
      api.get<{ conversation: number }>("/chat-links/lookup", { query: { code }, signal }),
    staleTime: 0,
    gcTime: 0,
  })
  useTitle(t("panel:chat_link.title"))
  if (data) return <Redirect to={`/conversations/${data.conversation}`} replace />
  if (!error) return <Frame>{null}</Frame>
  // A code that cannot be one is refused in another way, which is nobody's business
  const unknown = error instanceof ApiError && [404, 422].includes(error.status)
  return (
    <Frame>
      {unknown ? (
        <EmptyState
          icon={<IconLinkOff size={24} stroke={1.6} />}
          title={t("panel:chat_link.unknown")}
          action={
            <Button component={Link} href="/" variant="default">
              {t("panel:chat_link.to_inbox")}
            </Button>
          }
        >
          {t("panel:chat_link.unknown_text")}
        </EmptyState>
      ) : (
        <ErrorState
          title={t("panel:chat_link.not_opened")}
          error={error}
          retry={() => void refetch()}
        />
      )}
    </Frame>
  )
}
