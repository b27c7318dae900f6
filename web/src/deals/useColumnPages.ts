import { useQueryClient } from "@tanstack/react-query"
import { useCallback, useRef, useState } from "react"
import { appendPage } from "../crm/boards"
import { askForColumn, boardQuery } from "../crm/queries"
import type { BoardColumn, BoardView } from "../crm/types"

/** How a column goes on: the next page, once somebody has come near the end of what is there. */
export function useColumnPages(pipeline: number, column: BoardColumn, view: BoardView) {
  const client = useQueryClient()
  const [failed, setFailed] = useState(false)
  const asking = useRef("")
  const { id, next_cursor: cursor } = column
  const { queryKey } = boardQuery(pipeline, view)
  const place = JSON.stringify([queryKey, id, cursor])
  // biome-ignore lint/correctness/useExhaustiveDependencies: `place` says all of it
  const load = useCallback(() => {
    if (cursor === null || asking.current === place) return
    asking.current = place
    setFailed(false)
    askForColumn(id, view, cursor).then(
      (page) => {
        asking.current = ""
        client.setQueryData(queryKey, (board) => {
          const now = board?.stages.find((each) => each.id === id)
          // Asked for again meanwhile: this page is no longer what follows
          return board && now?.next_cursor === cursor ? appendPage(board, id, page) : board
        })
      },
      () => {
        asking.current = ""
        setFailed(true)
      },
    )
  }, [client, place])
  return { hasMore: cursor !== null, load, failed }
}
