/** An article of docs/help as the build makes it of its Markdown (web/help/articles.ts). */
export interface Article {
  title: string
  /** The first paragraph, without marks. */
  lead: string
  /** It with its marks, and what follows it. Made of our own Markdown, in which tags are text. */
  leadHtml: string
  html: string
  /** The headings in it; `id` is the same in every language. */
  sections: { id: string; title: string }[]
}

export type Articles = Record<string, Article>

/** { "../../../docs/help/ja/connect.md": article } → { connect: article }. */
export function byTopic(files: Record<string, Article>): Articles {
  return Object.fromEntries(
    Object.entries(files).map(([path, article]) => [
      path.replace(/^.*\//, "").replace(/\.md$/, ""),
      article,
    ]),
  )
}
