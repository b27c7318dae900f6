import { useTranslation } from "react-i18next"
import { CopyText } from "../components/CopyText"
import { Fact } from "./Facts"

/** TL-41: the conversation's short link, to be copied; only where there is one. */
export function ChatLinkFact({ url }: { url: string }) {
  const { t } = useTranslation()
  if (url === "") return null
  return (
    <Fact label={t("crm:field.chat_link")}>
      <CopyText text={url} shown={url.replace(/^https?:\/\//, "")} />
    </Fact>
  )
}
