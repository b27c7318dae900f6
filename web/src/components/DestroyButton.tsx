import { Button } from "@mantine/core"
import { type ReactNode, useState } from "react"
import { ConfirmDialog } from "./ConfirmDialog"
import classes from "./DestroyButton.module.css"

interface Props {
  /** What it does, on the button and again on the red one. */
  label: string
  /** Where several stand below each other: which one this is. */
  name?: string
  /** Names the thing: "Revoke “Backup”?" */
  title: string
  /** What goes, and what stays. */
  children: ReactNode
  onConfirm: () => Promise<unknown> | unknown
}

/** The quiet red button of a row, which asks before it takes something away. */
export function DestroyButton({ label, name, title, children, onConfirm }: Props) {
  const [asking, setAsking] = useState(false)
  return (
    <>
      <Button
        variant="subtle"
        color="red"
        size="xs"
        className={classes.danger}
        onClick={() => setAsking(true)}
        aria-label={name}
      >
        {label}
      </Button>
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={title}
        confirm={label}
        onConfirm={onConfirm}
      >
        {children}
      </ConfirmDialog>
    </>
  )
}
