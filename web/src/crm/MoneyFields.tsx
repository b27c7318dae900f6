import { NativeSelect } from "@mantine/core"
import { useQuery } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import { Field } from "../components/Field"
import type { Refusals } from "../components/formErrors"
import { currencies } from "./money"
import classes from "./NewRecord.module.css"
import { crmQuery } from "./queries"

/** What it is worth, in the workspace's currency unless another one is chosen. */
export function MoneyFields({ refused }: { refused: Refusals }) {
  const { t } = useTranslation()
  const own = useQuery(crmQuery).data?.currency ?? ""
  const choices = own && !currencies.includes(own) ? [own, ...currencies] : currencies
  return (
    <div className={classes.pair}>
      <Field
        label={t("crm:field.value")}
        name="value"
        inputMode="decimal"
        autoComplete="off"
        maxLength={30}
        error={refused.value}
      />
      <NativeSelect
        size="md"
        label={t("crm:field.currency")}
        name="currency"
        key={own}
        defaultValue={own}
        data={choices}
      />
    </div>
  )
}
