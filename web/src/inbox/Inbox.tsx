import { Frame } from "../frame/Frame"

export function Inbox({ openId }: { openId: number | null }) {
  return <Frame bare={openId !== null}>{null}</Frame>
}
