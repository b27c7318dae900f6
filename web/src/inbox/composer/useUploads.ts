import { useCallback, useEffect, useRef, useState } from "react"
import { ApiError } from "../../api/error"
import type { Attachment, Problem } from "../../api/types"
import { newKey } from "../../browser/key"
import { type Limits, refusal } from "./accepts"
import { upload } from "./upload"

/** A file on its way into a message. It can go when it has its attachment and no problem. */
export interface Upload {
  id: string
  name: string
  size: number | null
  type: string
  preview: string | null
  /** 0 to 1. */
  progress: number
  attachment: Attachment | null
  problem: (Problem & { message?: string }) | null
  /** Of one that this visit has to upload. */
  file?: File
}

/** `limits` may come late: until they are known nothing is uploaded that they might refuse. */
export function useUploads(initial: Attachment[], limits: Limits | undefined) {
  const [uploads, setUploads] = useState<Upload[]>(() => initial.map(finished))
  const running = useRef(new Map<string, AbortController>())
  const patch = useCallback((id: string, to: Partial<Upload>) => {
    setUploads((all) => all.map((one) => (one.id === id ? { ...one, ...to } : one)))
  }, [])

  const add = useCallback((files: Iterable<File>) => {
    const added = Array.from(files, chosen)
    setUploads((all) => [...all, ...added])
  }, [])

  useEffect(() => {
    if (!limits) return
    for (const { id, file, problem } of uploads) {
      if (!file || problem || running.current.has(id)) continue
      const refused = refusal(file, limits)
      if (refused) {
        patch(id, { problem: refused })
        continue
      }
      const control = new AbortController()
      running.current.set(id, control)
      upload(file, (progress) => patch(id, { progress }), control.signal).then(
        (attachment) => patch(id, { attachment, progress: 1 }),
        (error) => control.signal.aborted || patch(id, { problem: problemOf(error) }),
      )
    }
  }, [uploads, limits, patch])

  const remove = useCallback((id: string) => {
    running.current.get(id)?.abort()
    setUploads((all) => all.filter((one) => one.id !== id || release(one)))
  }, [])

  const replace = useCallback((attachments: Attachment[]) => {
    setUploads((all) => {
      all.forEach(release)
      return attachments.map(finished)
    })
  }, [])

  useEffect(() => {
    const begun = running.current
    return () => begun.forEach((control) => void control.abort())
  }, [])

  return { uploads, add, remove, replace }
}

function chosen(file: File): Upload {
  const preview = file.type.startsWith("image/") ? URL.createObjectURL(file) : null
  return {
    id: newKey(),
    name: file.name,
    size: file.size,
    type: file.type,
    preview,
    progress: 0,
    attachment: null,
    problem: null,
    file,
  }
}

/** Lets go of the picture the browser keeps for the preview. */
function release({ preview }: Upload): false {
  if (preview?.startsWith("blob:")) URL.revokeObjectURL(preview)
  return false
}

/** One that an earlier visit had uploaded already, from the draft. */
function finished(attachment: Attachment): Upload {
  const { id, name, size, mime, url } = attachment
  const preview = mime.startsWith("image/") ? url : null
  return {
    id: `kept-${id}`,
    name,
    size,
    type: mime,
    preview,
    progress: 1,
    attachment,
    problem: null,
  }
}

const problemOf = (error: unknown): Upload["problem"] =>
  error instanceof ApiError ? error : { code: "unknown", params: {} }
