/** The tour begins at `#/tour`, so that the rail, the settings and the finder can all lead to it. Once begun it is not offered again. */
import { useCallback, useEffect, useState } from 'react'
import { replaceRoute, useRoute } from '../../session/navigation.ts'
import { useRememberedFlag } from '../../ui/remembered.ts'

export function useTour() {
  const { view } = useRoute()
  const [isOpen, setIsOpen] = useState(false)
  const [isTaken, setIsTaken] = useRememberedFlag('tour', false)
  useEffect(() => {
    if (view !== 'tour') return
    // Not in the effect itself, which would draw everything twice in a row.
    queueMicrotask(() => {
      setIsTaken(true)
      setIsOpen(true)
      replaceRoute('build')
    })
  }, [view, setIsTaken])
  const end = useCallback(() => setIsOpen(false), [])
  return { isOpen, isOffered: !isTaken, end }
}
