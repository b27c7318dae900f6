import type { Articles } from "./article"
import { type Topic, topics } from "./topics"

/**
 * The topics in which every word of the query is found, those with it in the title first, then in a heading,
 * then in the text; within each, in the help's order.
 */
export function searchTopics(articles: Articles, query: string): Topic[] {
  const words = normal(query).split(/\s+/).filter(Boolean)
  const found = topics.map((topic) => ({ topic, place: placeOf(articles[topic], words) }))
  return found
    .filter(({ place }) => place < places)
    .sort((one, other) => one.place - other.place)
    .map(({ topic }) => topic)
}

const places = 3

function placeOf(article: Articles[string] | undefined, words: string[]): number {
  if (!article) return places
  const title = normal(article.title)
  const headings = normal([article.title, ...article.sections.map((each) => each.title)].join("\n"))
  const text = normal([headings, article.lead, article.html.replace(/<[^>]+>/g, " ")].join("\n"))
  const within = (place: string) => words.every((word) => place.includes(word))
  const place = [title, headings, text].findIndex(within)
  return place === -1 ? places : place
}

/** Full and half width, small and capital letters are one to whoever searches; so are the two apostrophes. */
const normal = (text: string): string => text.normalize("NFKC").toLowerCase().replace(/’/g, "'")
