import { Skeleton } from "../../components/Skeleton"
import { useWords } from "../../i18n/useWords"
import classes from "./Row.module.css"

export function SkeletonRows() {
  const { t } = useWords()
  return (
    <div role="status" aria-label={t("common:loading")}>
      {["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"].map((key) => (
        <SkeletonRow key={key} />
      ))}
    </div>
  )
}

export function SkeletonRow() {
  return (
    <div className={classes.row} aria-hidden>
      <Skeleton width={40} height={40} round />
      <div className={classes.body}>
        <Skeleton width="45%" />
        <Skeleton width="80%" />
      </div>
    </div>
  )
}
