import { type Article, byTopic } from "./article"

export default byTopic(
  import.meta.glob<Article>("../../../docs/help/en/*.md", { eager: true, import: "default" }),
)
