import { useMutation, useQueryClient } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import { api } from "../../api/client"
import { meQuery, useMe } from "../../api/me"
import type { Me } from "../../api/types"
import { Notice } from "../../components/Notice"
import { useChoice } from "../../components/useChoice"
import { changeLanguage, followBrowser } from "../../i18n"
import { wordError } from "../../i18n/codes"
import classes from "./Profile.module.css"

type Choice = Me["user"]["language"]

/** The screen speaks the language the moment it is chosen; mails to the member come in it too. */
export function LanguageChoice() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const { user } = useMe()
  const change = useMutation({
    mutationFn: async (language: Choice) => {
      await speak(language)
      return api.patch<Me>("/me", { language })
    },
    onSuccess: (me) => client.setQueryData(meQuery.queryKey, me),
    onError: () => void speak(user.language),
  })
  const [chosen, choose] = useChoice(user.language, change.mutateAsync)
  const choices: [Choice, string, string | undefined][] = [
    ["", t("settings:language.browser"), undefined],
    ["ja", "日本語", "ja"],
    ["en", "English", "en"],
  ]
  return (
    <fieldset className={classes.choices}>
      <legend className="visually-hidden">{t("settings:language.title")}</legend>
      {choices.map(([value, word, lang]) => (
        <label key={value} className={classes.choice} lang={lang}>
          <input
            type="radio"
            name="language"
            checked={chosen === value}
            onChange={() => choose(value)}
          />
          {word}
        </label>
      ))}
      {change.error && <Notice tone="red">{wordError(t, change.error)}</Notice>}
    </fieldset>
  )
}

async function speak(language: Choice): Promise<void> {
  await (language === "" ? followBrowser() : changeLanguage(language))
}
