import { NativeSelect } from "@mantine/core"
import { useTranslation } from "react-i18next"
import type { Role } from "../types"

interface Props {
  /** Read out; shown too where `visible`. */
  label: string
  visible?: boolean
  name?: string
  value?: Role
  defaultValue?: Role
  disabled?: boolean
  title?: string
  size?: "sm" | "md"
  className?: string
  onChange?: (role: Role) => void
}

export function RoleSelect({ label, visible = false, onChange, size = "sm", ...props }: Props) {
  const { t } = useTranslation()
  return (
    <NativeSelect
      {...props}
      size={size}
      label={visible ? label : undefined}
      aria-label={visible ? undefined : label}
      data={[
        { value: "member", label: t("settings:role.member") },
        { value: "admin", label: t("settings:role.admin") },
      ]}
      onChange={onChange && ((event) => onChange(event.currentTarget.value as Role))}
    />
  )
}
