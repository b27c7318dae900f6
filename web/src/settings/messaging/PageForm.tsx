import { Button } from "@mantine/core"
import { type FormEvent, useState } from "react"
import { useTranslation } from "react-i18next"
import { Link, useLocation } from "wouter"
import { Field } from "../../components/Field"
import { Notice } from "../../components/Notice"
import { Toggle } from "../../components/Toggle"
import { toast } from "../../components/toast"
import { wordError } from "../../i18n/codes"
import type { Page } from "../types"
import classes from "./ChoosePages.module.css"
import { PageRow } from "./PageRow"
import { count } from "./progress"
import { useConnectPages } from "./useConnectPages"

/** So many that looking for one's own takes longer than typing its name. */
const MANY = 10

export function PageForm({ connection, pages }: { connection: number; pages: Page[] }) {
  const { t } = useTranslation()
  const [, go] = useLocation()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => onlyOne(pages))
  const [sought, setSought] = useState("")
  const [startButton, setStartButton] = useState(true)
  const { run, progress, running, error } = useConnectPages(connection)
  const { all, settled, done, failed } = count(progress)
  const free = pages.filter((page) => page.usable && !page.connected)
  const ids = free.map((page) => page.external_id).filter((id) => chosen.has(id))
  const shown = pages.filter(({ name }) => matches(name, sought))

  const nameOf = (id: string | undefined) =>
    pages.find(({ external_id }) => external_id === id)?.name ?? ""
  const choose = (id: string, on: boolean) => {
    const next = new Set(chosen)
    if (on) next.add(id)
    else next.delete(id)
    setChosen(next)
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (running || ids.length === 0) return
    const end = await run(ids, startButton)
    if (!end || count(end).failed > 0) return
    toast({
      text:
        ids.length === 1
          ? t("settings:pages.connected_first", { name: nameOf(ids[0]) })
          : t("settings:pages.connected_all", { number: ids.length }),
    })
    go("/")
  }
  return (
    <form className={classes.form} onSubmit={(event) => void submit(event)}>
      {pages.length > MANY && (
        <Field
          label={t("settings:pages.search")}
          value={sought}
          onChange={(event) => setSought(event.currentTarget.value)}
        />
      )}
      <ul className={classes.list}>
        {shown.map((page) => (
          <PageRow
            key={page.external_id}
            page={page}
            chosen={chosen.has(page.external_id)}
            fate={progress.get(page.external_id)}
            busy={running}
            onChoose={(on) => choose(page.external_id, on)}
          />
        ))}
        {shown.length === 0 && <li className={classes.none}>{t("settings:pages.no_match")}</li>}
      </ul>
      {error !== null && <Notice tone="red">{wordError(t, error)}</Notice>}
      {!running && failed > 0 && (
        <Notice tone="amber">{t("settings:pages.some_failed", { done, failed })}</Notice>
      )}
      {free.length === 0 && !running && failed === 0 && (
        <Notice>{t("settings:pages.none_free")}</Notice>
      )}
      {free.length > 0 && (
        <Toggle
          checked={startButton}
          disabled={running}
          onChange={setStartButton}
          label={t("settings:pages.start_button")}
          description={t("settings:pages.start_button_hint")}
        />
      )}
      <div className={classes.buttons}>
        <Button type="submit" color="green" disabled={ids.length === 0} loading={running}>
          {failed > 0 && !running
            ? t("settings:pages.try_again")
            : ids.length === 0
              ? t("settings:messaging.connect")
              : t("settings:pages.connect", { count: ids.length })}
        </Button>
        <Button component={Link} variant="default" href={done > 0 ? "/" : "/settings/messaging"}>
          {done > 0 ? t("settings:pages.to_inbox") : t("settings:pages.later")}
        </Button>
        <span className={classes.count} role="status">
          {running ? t("settings:pages.progress", { settled, all }) : ""}
        </span>
      </div>
    </form>
  )
}

/** The one Page there is to choose is chosen. */
function onlyOne(pages: Page[]): ReadonlySet<string> {
  const free = pages.filter((page) => page.usable && !page.connected)
  return new Set(free.length === 1 ? free.map((page) => page.external_id) : [])
}

/** Width and case do not matter: ＡＢＣ finds abc. */
function matches(name: string, sought: string): boolean {
  const plain = (text: string) => text.normalize("NFKC").toLocaleLowerCase().trim()
  return plain(name).includes(plain(sought))
}
