import { queryOptions, useQuery } from "@tanstack/react-query"
import type { Language } from "../i18n"
import type { Articles } from "./article"

/** One chunk a language: the help is small, and searching needs all of it. */
const chunks: Record<Language, () => Promise<{ default: Articles }>> = {
  ja: () => import("./ja"),
  en: () => import("./en"),
}

export const articlesQuery = (language: Language) =>
  queryOptions({
    queryKey: ["help", language],
    queryFn: async () => (await chunks[language]()).default,
  })

/** While another language is on its way, the one before it stays. */
export const useArticles = (language: Language) =>
  useQuery({ ...articlesQuery(language), placeholderData: (kept: Articles | undefined) => kept })
