import { useEffect } from "react"
import { useTranslation } from "react-i18next"
import { Redirect, Route, Switch, useSearch } from "wouter"
import { useMaybeMe } from "../api/me"
import { ErrorState } from "../components/ErrorState"
import { changeLanguage, type Language, languages, loadWords, readIn } from "../i18n"
import { ArticlePage } from "./ArticlePage"
import { HelpIndex } from "./HelpIndex"
import { Shell } from "./Shell"
import { isTopic } from "./topics"
import { useArticles } from "./useArticles"

await loadWords("help")

/** /help and /help/TOPIC, for whoever asks: signed in or not. */
export default function Help() {
  const { t, i18n } = useTranslation()
  const { data: me, isPending } = useMaybeMe()
  const { data: articles, error, refetch } = useArticles(i18n.language as Language)
  useAskedLanguage(me !== undefined)
  if (isPending) return null
  return (
    <Shell me={me}>
      {articles ? (
        <Switch>
          <Route path="/help">
            <HelpIndex articles={articles} />
          </Route>
          <Route path="/help/:topic">
            {({ topic }) =>
              isTopic(topic) ? (
                <ArticlePage
                  key={topic}
                  topic={topic}
                  articles={articles}
                  signedIn={Boolean(me?.workspace)}
                />
              ) : (
                <Redirect to="/help" replace />
              )
            }
          </Route>
        </Switch>
      ) : (
        error && (
          <ErrorState title={t("help:not_loaded")} error={error} retry={() => void refetch()} />
        )
      )}
    </Shell>
  )
}

/** `?lang=en` reads the help in another language. A member's own choice stays and is back with the next screen. */
function useAskedLanguage(signedIn: boolean): void {
  const asked = new URLSearchParams(useSearch()).get("lang")
  useEffect(() => {
    const language = languages.find((known) => known === asked)
    if (!language) return
    if (signedIn) return readIn(language)
    void changeLanguage(language)
  }, [asked, signedIn])
}
