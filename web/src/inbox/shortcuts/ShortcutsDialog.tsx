import { Modal } from "@mantine/core"
import { useWords } from "../../i18n/useWords"
import classes from "./ShortcutsDialog.module.css"

const shortcuts: { keys: string[]; word: string }[] = [
  { keys: ["j"], word: "shortcuts:next" },
  { keys: ["k"], word: "shortcuts:previous" },
  { keys: ["Enter"], word: "shortcuts:write" },
  { keys: ["n"], word: "shortcuts:note" },
  { keys: ["r"], word: "shortcuts:quote" },
  { keys: ["Esc"], word: "shortcuts:back" },
  { keys: ["Enter"], word: "shortcuts:send" },
  { keys: ["Shift", "Enter"], word: "shortcuts:break" },
  { keys: ["a"], word: "shortcuts:assign" },
  { keys: ["e"], word: "shortcuts:close" },
  { keys: ["x"], word: "shortcuts:select" },
  { keys: ["Alt", "↑"], word: "shortcuts:quote_other" },
  { keys: ["d"], word: "shortcuts:details" },
  { keys: ["l"], word: "shortcuts:link" },
  { keys: ["Shift", "D"], word: "shortcuts:new_deal" },
  { keys: ["/"], word: "shortcuts:search" },
  { keys: ["?"], word: "shortcuts:help" },
]

export default function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const { t } = useWords()
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("shortcuts:title")}
      centered
      size={420}
      closeButtonProps={{ "aria-label": t("common:close") }}
    >
      <dl className={classes.list}>
        {shortcuts.map(({ keys, word }) => (
          <div key={word} className={classes.line}>
            <dt>{t(word)}</dt>
            <dd>
              {keys.map((key) => (
                <kbd key={key} className={classes.key}>
                  {key}
                </kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Modal>
  )
}
