import { csrfToken, refused } from "../../api/client"
import { ApiError } from "../../api/error"
import type { Attachment } from "../../api/types"
import { newKey } from "../../browser/key"

/** Sends one file, by XMLHttpRequest because fetch does not report progress. */
export function upload(
  file: File,
  progress: (part: number) => void,
  signal: AbortSignal,
): Promise<Attachment> {
  const id = newKey()
  const body = new FormData()
  body.append("file", file)
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open("POST", "/api/v1/attachments")
    request.setRequestHeader("X-CSRFToken", csrfToken())
    request.setRequestHeader("X-Request-Id", id)
    request.setRequestHeader("Accept", "application/json")
    request.responseType = "json"
    request.upload.onprogress = ({ loaded, total }) => progress(total > 0 ? loaded / total : 0)
    request.onload = () =>
      request.status < 300
        ? resolve(request.response as Attachment)
        : reject(refused(request, request.response, id))
    request.onerror = () => reject(new ApiError(0, "offline", "", {}, id))
    signal.addEventListener("abort", () => request.abort())
    request.send(body)
  })
}
