import classes from "./Spinner.module.css"

/** Something is on its way; `label` says what to those who do not see it turn. */
export function Spinner({ size = 16, label }: { size?: number; label?: string }) {
  const style = { width: size, height: size }
  if (!label) return <span className={classes.spinner} style={style} aria-hidden />
  return <span className={classes.spinner} style={style} role="status" aria-label={label} />
}
