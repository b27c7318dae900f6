import { useCallback, useEffect, useRef, useState } from "react"
import { ApiError } from "../../api/error"
import type { Attachment, Capabilities, Problem } from "../../api/types"
import { newKey } from "../../browser/key"
import { refusal } from "./accepts"
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
}

export function useUploads(initial: Attachment[], limits: Capabilities | undefined) {
  const [uploads, setUploads] = useState<Upload[]>(() => initial.map(finished))
  const running = useRef(new Map<string, AbortController>())
  const patch = useCallback((id: string, to: Partial<Upload>) => {
    setUploads((all) => all.map((one) => (one.id === id ? { ...one, ...to } : one)))
  }, [])

  const add = useCallback(
    (files: Iterable<File>) => {
      for (const file of files) {
        const begun = begin(file, refusal(file, limits))
        setUploads((all) => [...all, begun])
        if (begun.problem) continue
        const control = new AbortController()
        running.current.set(begun.id, control)
        upload(file, (progress) => patch(begun.id, { progress }), control.signal).then(
          (attachment) => patch(begun.id, { attachment, progress: 1 }),
          (error) => control.signal.aborted || patch(begun.id, { problem: problemOf(error) }),
        )
      }
    },
    [limits, patch],
  )

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

function begin(file: File, problem: Problem | null): Upload {
  const preview = file.type.startsWith("image/") ? URL.createObjectURL(file) : null
  return {
    id: newKey(),
    name: file.name,
    size: file.size,
    type: file.type,
    preview,
    progress: 0,
    attachment: null,
    problem,
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
