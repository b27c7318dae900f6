import { Button } from "@mantine/core"
import { IconArrowRight } from "@tabler/icons-react"
import { useTranslation } from "react-i18next"
import { Link } from "wouter"
import classes from "./ArticlePage.module.css"
import { groupOf, screens, type Topic } from "./topics"

/** From an article to the screen it is about. */
export function ToScreen({ topic }: { topic: Topic }) {
  const { t } = useTranslation()
  const group = groupOf(topic)
  const screen = group && screens[group]
  if (!screen) return null
  return (
    <p className={classes.toScreen}>
      <Button
        component={Link}
        href={screen}
        variant="default"
        rightSection={<IconArrowRight size={16} aria-hidden />}
      >
        {t("frame:tools")} → {t("frame:messaging")}
      </Button>
    </p>
  )
}
