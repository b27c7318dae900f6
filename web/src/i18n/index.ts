import i18next from "i18next"
import { initReactI18next } from "react-i18next"
import { recall, remember } from "../browser/storage"
import type { Words } from "./catalogue"

/** Two languages, each one lazily loaded chunk; a namespace is a file: t("thread:retry") is thread.json's. */

export type Language = "ja" | "en"
export const languages: Language[] = ["ja", "en"]

const catalogues = {
  ja: () => import("./ja"),
  en: () => import("./en"),
}
/** Namespaces that a screen asked for, besides those of the first load. */
const wanted = new Set<string>()

export async function startI18n(language: Language = preferred()): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: language,
    resources: { [language]: (await catalogues[language]()).default },
    fallbackLng: false,
    returnNull: false,
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  })
  await Promise.all([...wanted].map((name) => addWords(language, name)))
  document.documentElement.lang = language
}

export async function changeLanguage(language: Language): Promise<void> {
  remember("language", language)
  await speak(language)
}

/** Forgets what was set on this browser and goes by the browser's own languages again. */
export async function followBrowser(): Promise<void> {
  remember("language", null)
  await speak(preferred())
}

/** For a text that is there in both languages: speaks this one until the function it gives is called. */
export function readIn(language: Language): () => void {
  const own = i18next.language as Language
  void speak(language)
  return () => void speak(own)
}

async function speak(language: Language): Promise<void> {
  if (i18next.language === language) return
  const { default: catalogue } = await catalogues[language]()
  for (const [name, words] of Object.entries(catalogue))
    i18next.addResourceBundle(language, name, words)
  await Promise.all([...wanted].map((name) => addWords(language, name)))
  await i18next.changeLanguage(language)
  document.documentElement.lang = language
}

/** For a screen of its own chunk: `await loadWords("settings")` beside its imports. */
export async function loadWords(...names: string[]): Promise<void> {
  for (const name of names) wanted.add(name)
  const language = i18next.language as Language | undefined
  if (language) await Promise.all(names.map((name) => addWords(language, name)))
}

async function addWords(language: Language, name: string): Promise<void> {
  if (i18next.hasResourceBundle(language, name)) return
  const { later } = await catalogues[language]()
  const words = await later[`./${name}.json`]?.()
  if (words) i18next.addResourceBundle(language, name, words as Words)
}

/** Set earlier on this browser, else the first of the browser's languages that we speak. */
function preferred(): Language {
  const known = (code: string | null): code is Language => code === "ja" || code === "en"
  const kept = recall<string | null>("language", null)
  if (known(kept)) return kept
  return navigator.languages.map((code) => code.slice(0, 2)).find(known) ?? "en"
}
