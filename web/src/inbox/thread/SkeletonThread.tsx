import { Skeleton } from "../../components/Skeleton"
import { useWords } from "../../i18n/useWords"
import classes from "./ThreadPane.module.css"

const widths = ["52%", "38%", "46%", "60%", "30%", "54%", "42%"]

export function SkeletonThread() {
  const { t } = useWords()
  return (
    <div className={classes.skeleton} role="status" aria-label={t("common:loading")}>
      {widths.map((width) => (
        <Skeleton key={width} width={width} height={36} />
      ))}
    </div>
  )
}
