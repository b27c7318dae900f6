import { useEffect } from "react"
import { useTranslation } from "react-i18next"
import { SettingsPage } from "../SettingsPage"
import classes from "./Help.module.css"
import { topics } from "./topics"

/** What to do when connecting or sending does not work, and what Messenger itself decides. */
export function Help() {
  const { t } = useTranslation()
  useEffect(() => {
    const topic = document.getElementById(location.hash.slice(1))
    topic?.scrollIntoView()
    topic?.focus({ preventScroll: true })
  }, [])
  return (
    <SettingsPage title={t("help:title")} lead={t("help:lead")}>
      {topics.map(({ group, names }) => (
        <section key={group}>
          <h2 className={classes.group}>{t(`help:group.${group}`)}</h2>
          {names.map((name) => (
            <article key={name} id={name} tabIndex={-1} className={classes.topic}>
              <h3 className={classes.title}>{t(`help:${name}.title`)}</h3>
              {t(`help:${name}.text`)
                .split("\n")
                .map((paragraph) => (
                  <p key={paragraph} className={classes.text}>
                    {paragraph}
                  </p>
                ))}
            </article>
          ))}
        </section>
      ))}
    </SettingsPage>
  )
}
