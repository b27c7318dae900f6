import { type Article, byTopic } from "./article"

export default byTopic(
  import.meta.glob<Article>("../../../docs/help/ja/*.md", { eager: true, import: "default" }),
)
