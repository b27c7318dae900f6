import { queryOptions, useQuery } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import { api } from "../api/client"
import type { components } from "../api/schema"
import { CopyText } from "../components/CopyText"
import classes from "./ArticlePage.module.css"

const supportQuery = queryOptions({
  queryKey: ["support"],
  queryFn: ({ signal }) => api.get<components["schemas"]["SupportOut"]>("/support", { signal }),
})

/** Whom the operator of this installation names, if they name anybody. */
export function SupportContact() {
  const { t } = useTranslation()
  const { data } = useQuery(supportQuery)
  if (!data?.url && !data?.mail) return null
  return (
    <section className={classes.support} aria-label={t("help:support.title")}>
      <p className={classes.supportTitle}>{t("help:support.title")}</p>
      {data.url && (
        <p>
          <a href={data.url} target="_blank" rel="noopener">
            {data.url}
          </a>
        </p>
      )}
      {data.mail && (
        <p className={classes.mail}>
          <a href={`mailto:${data.mail}`}>{t("help:support.write")}</a>
          <CopyText text={data.mail} />
        </p>
      )}
    </section>
  )
}
