import { Modal } from "@mantine/core"
import { useTranslation } from "react-i18next"
import { Time } from "../../../components/Time"
import classes from "./CrmDialogs.module.css"
import { RecordLine } from "./RecordLine"
import { wordCandidate, wordReason } from "./reasons"
import type { Link } from "./types"

/** H-05, H-14: why it is linked, by whom, and what else it could have been. */
export default function WhyDialog({ link, onClose }: { link: Link; onClose: () => void }) {
  const { t } = useTranslation()
  const { record, by, rejected } = link
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("panel:why.title")}
      centered
      size={480}
      closeButtonProps={{ "aria-label": t("common:close") }}
    >
      <div className={classes.body}>
        <RecordLine record={record} />
        <p>{wordReason(t, link.reason)}</p>
        <p className={classes.meta}>
          {by ? t("panel:why.by", { name: by.name }) : t("panel:why.by_itself")}
          {" · "}
          <Time at={link.created_at} as="full" />
        </p>
        {rejected.length > 0 && (
          <section>
            <h3 className={classes.heading}>{t("panel:why.rejected")}</h3>
            <ul className={classes.plain}>
              {rejected.map((each, at) => (
                <li key={at}>
                  {each.record ? (
                    <RecordLine record={each.record} />
                  ) : (
                    <span className={classes.meta}>{t("panel:why.unseen")}</span>
                  )}
                  <p className={classes.meta}>{wordCandidate(t, each)}</p>
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </Modal>
  )
}
