import i18next from "i18next"
import { initReactI18next } from "react-i18next"
import { recall, remember } from "../browser/storage"

/** Two languages, each one lazily loaded chunk; a namespace is a file: t("thread:retry") is thread.json's. */

export type Language = "ja" | "en"
export const languages: Language[] = ["ja", "en"]

const catalogues = {
  ja: () => import("./ja"),
  en: () => import("./en"),
}

export async function startI18n(language: Language = preferred()): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: language,
    resources: { [language]: (await catalogues[language]()).default },
    fallbackLng: false,
    returnNull: false,
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  })
  document.documentElement.lang = language
}

export async function changeLanguage(language: Language): Promise<void> {
  remember("language", language)
  if (i18next.language === language) return
  const { default: catalogue } = await catalogues[language]()
  for (const [name, words] of Object.entries(catalogue))
    i18next.addResourceBundle(language, name, words)
  await i18next.changeLanguage(language)
  document.documentElement.lang = language
}

/** Set earlier on this browser, else the first of the browser's languages that we speak. */
function preferred(): Language {
  const known = (code: string | null): code is Language => code === "ja" || code === "en"
  const kept = recall<string | null>("language", null)
  if (known(kept)) return kept
  return navigator.languages.map((code) => code.slice(0, 2)).find(known) ?? "en"
}
