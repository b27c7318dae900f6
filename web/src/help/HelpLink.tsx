import { Link } from "wouter"
import { useWords } from "../i18n/useWords"
import { helpTopicOf } from "./topicOf"
import type { Topic } from "./topics"

interface Props {
  code: string | null | undefined
  /** For a code without an article of its own. Without it there is no link then: the sentence says it all. */
  otherwise?: Topic
}

/** FB-22: beside a problem, the way to the article that explains it. */
export function HelpLink({ code, otherwise }: Props) {
  const { t } = useWords()
  const topic = helpTopicOf(code) ?? otherwise
  return topic && <Link href={`/help/${topic}`}>{t("common:what_to_do")}</Link>
}
