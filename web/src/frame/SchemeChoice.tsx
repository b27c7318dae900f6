import { type MantineColorScheme, useMantineColorScheme } from "@mantine/core"
import { IconDeviceDesktop, IconMoon, IconSun } from "@tabler/icons-react"
import { useTranslation } from "react-i18next"
import classes from "./MemberMenu.module.css"

const schemes: { scheme: MantineColorScheme; Icon: typeof IconSun; word: string }[] = [
  { scheme: "light", Icon: IconSun, word: "frame:light" },
  { scheme: "dark", Icon: IconMoon, word: "frame:dark" },
  { scheme: "auto", Icon: IconDeviceDesktop, word: "frame:system" },
]

/** Light, dark, or as the system is. */
export function SchemeChoice() {
  const { t } = useTranslation()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <div className={classes.schemes} role="radiogroup" aria-label={t("frame:appearance")}>
      {schemes.map(({ scheme, Icon, word }) => (
        // biome-ignore lint/a11y/useSemanticElements: a radio input cannot hold an icon as its face
        <button
          key={scheme}
          type="button"
          role="radio"
          aria-checked={colorScheme === scheme}
          aria-label={t(word)}
          title={t(word)}
          className={classes.scheme}
          onClick={() => setColorScheme(scheme)}
        >
          <Icon size={16} />
        </button>
      ))}
    </div>
  )
}
