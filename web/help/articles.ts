/** Makes modules of the help's Markdown while building, so that no browser has to read Markdown. */
import { readFileSync } from "node:fs"
import { basename, dirname, join } from "node:path"
import newReader, { type MarkdownIt } from "markdown-it"
import type { Plugin } from "vite"
import type { Article } from "../src/help/article.ts"

/** Beside each translation: the headings' addresses are those of the English words, in every language. */
const original = "en"

export function helpArticles(): Plugin {
  return {
    name: "help-articles",
    transform(markdown, id) {
      if (!id.endsWith(".md")) return null
      const english = join(dirname(id), "..", original, basename(id))
      this.addWatchFile(english)
      const article = readArticle(markdown, readFileSync(english, "utf8"))
      return {
        code: `export default ${JSON.stringify(article)}`,
        map: null,
        moduleType: "js" as const,
      }
    },
  }
}

/** An article as the interface shows it. `english` is the same one in English. */
export function readArticle(markdown: string, english: string): Article {
  const sections = sectionsOf(english)
  const reader = makeReader(sections)
  const tokens = reader.parse(markdown, {})
  const title = tokens[1]
  const lead = tokens[4]
  if (title?.type !== "inline" || tokens[0]?.tag !== "h1" || lead?.type !== "inline")
    throw new Error(`An article begins with a title and a sentence: ${markdown.slice(0, 80)}`)
  return {
    title: title.content,
    lead: plain(lead.content),
    leadHtml: reader.renderer.renderInline(lead.children ?? [], reader.options, {}),
    html: reader.renderer.render(tokens.slice(6), reader.options, {}),
    sections: titlesOf(markdown).map((title, index) => ({ id: sections[index] ?? "", title })),
  }
}

/** `html: false` shows tags as the text they are, and refuses addresses such as javascript:. */
function makeReader(sections: string[]): MarkdownIt {
  const reader = newReader({ html: false })
  const left = [...sections]
  reader.renderer.rules.heading_open = (tokens, index, options, _env, self) => {
    const token = tokens[index]
    if (token?.tag === "h2") token.attrSet("id", left.shift() ?? "")
    return self.renderToken(tokens, index, options)
  }
  reader.renderer.rules.link_open = (tokens, index, options, _env, self) => {
    const token = tokens[index]
    const address = String(token?.attrGet("href") ?? "")
    token?.attrSet("href", address.replace(/^([a-z-]+)\.md/, "/help/$1"))
    if (/^https?:/.test(address)) {
      token?.attrSet("target", "_blank")
      token?.attrSet("rel", "noopener")
    }
    return self.renderToken(tokens, index, options)
  }
  // A wide table scrolls by itself, and can be scrolled by the keyboard
  reader.renderer.rules.table_open = () => '<div class="table" tabindex="0"><table>'
  reader.renderer.rules.table_close = () => "</table></div>"
  return reader
}

const titlesOf = (markdown: string): string[] =>
  [...markdown.matchAll(/^## (.+)$/gm)].map(([, title]) => plain(title ?? ""))

const sectionsOf = (english: string): string[] =>
  titlesOf(english).map((title) =>
    title
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-|-$/g, ""),
  )

/** Without marks: what a reader reads, for search and titles. */
const plain = (text: string): string =>
  text.replace(/\[([^\]]+)\]\([^)]*\)/g, "$1").replace(/[*`]/g, "")
