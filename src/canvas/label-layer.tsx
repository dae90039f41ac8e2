/**
 * Puts what stands on wires and hangs below cards behind all cards: where room is short a card covers it, never the other way
 * round. React Flow's own renderer looks its layer up again at every change of its store, for every label.
 */
import { useStore } from '@xyflow/react'
import type { ReactNode } from 'react'
import { useMemo } from 'react'
import { createPortal } from 'react-dom'

export function LabelLayer({ children }: { children: ReactNode }) {
  const canvas = useStore(({ domNode }) => domNode)
  const layer = useMemo(() => canvas?.querySelector('.react-flow__edgelabel-renderer') ?? null, [canvas])
  return layer === null ? null : createPortal(children, layer)
}
