/** Spares React Flow the measuring of cards whose size and ports are known before they are drawn. */
import { useStoreApi } from '@xyflow/react'
import { useState } from 'react'

/**
 * React Flow measures each card as soon as it is drawn, and draws the wires anew, before the first frame is shown. Ours have
 * exactly the size and the handles that `flow-nodes.ts` gives them. Measuring is also what makes React Flow fit a drawing into
 * its place when it opens: where that is asked for, it stays.
 */
export function useKnownSizes(): void {
  const { getState, setState } = useStoreApi()
  useState(() => {
    const { updateNodeInternals } = getState()
    setState({
      updateNodeInternals: (updates) => {
        if (getState().fitViewQueued) updateNodeInternals(updates)
      },
    })
  })
}
