import type { TFunction } from "i18next"
import type { Candidate, Link } from "./types"

/** Why Kaiwa, or somebody, thinks that it is this person. */
export const wordReason = (t: TFunction, { code, params }: Link["reason"]): string =>
  t(`panel:reason.${code}`, { ...params, defaultValue: t("panel:reason.other") })

/** Why it is this one perhaps, or was not. */
export const wordCandidate = (t: TFunction, { code, params }: Candidate): string =>
  t(`panel:candidate.${code}`, { ...params, defaultValue: "" })
