import type { ComponentProps } from "react"
import { useTranslation } from "react-i18next"
import { Form } from "../components/Form"

type Props = Pick<ComponentProps<typeof Form>, "send" | "children">

/** What is changed here takes effect with the green button, and the form says when it has. */
export function SaveForm(props: Props) {
  const { t } = useTranslation()
  return <Form {...props} color="green" submit={t("common:save")} done={t("settings:saved")} />
}
