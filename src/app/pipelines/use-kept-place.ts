/** Keeps the focus in a list when the row that it was in goes. */
import type { RefObject } from 'react'
import { useEffect, useRef } from 'react'
import { hrefOf } from '../../session/navigation.ts'
import { focusIfNowhere } from '../../ui/focus-if-nowhere.ts'
import type { ListedPipeline } from './find-pipelines.ts'

/**
 * @param listed as they stand in the list
 * @param root what the list is drawn in
 * @returns to be told of a row that is about to go: the next one has the focus then, else the first thing in the list's place
 */
export function useKeptPlace(
  listed: readonly ListedPipeline[],
  root: RefObject<HTMLElement | null>,
): (leaving: ListedPipeline) => void {
  const left = useRef<{ readonly id: string; readonly row: number } | null>(null)
  useEffect(() => {
    const gone = left.current
    if (gone === null || listed.some(({ id }) => id === gone.id)) return
    left.current = null
    const next = listed[Math.min(gone.row, listed.length - 1)]
    focusIfNowhere(() =>
      root.current?.querySelector<HTMLElement>(
        next === undefined ? 'input, button' : `a[href="${CSS.escape(hrefOf('build', next.id))}"]`,
      ),
    )
  }, [listed, root])
  return ({ id }) => {
    left.current = { id, row: listed.findIndex((one) => one.id === id) }
  }
}
