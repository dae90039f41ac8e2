/** Every node type on offer, in the reader's words. */
import { useMemo } from 'react'
import type { NodeCategory } from '../../runtime/core/node/define-node.ts'
import type { PlainMessageKey } from '../messages/catalogue.ts'
import { useEditor } from '../session/editor-context.tsx'
import { useNodeTexts } from '../session/use-node-texts.ts'
import type { PaletteItem } from './match-nodes.ts'

export const categoryKeys = {
  io: 'palette.io',
  retrieval: 'palette.retrieval',
  routing: 'palette.routing',
  adapters: 'palette.adapters',
  generation: 'palette.generation',
  logic: 'palette.logic',
} as const satisfies Record<NodeCategory, PlainMessageKey>

export function usePaletteItems(): readonly PaletteItem[] {
  const texts = useNodeTexts()
  const { nodes } = useEditor()
  return useMemo(
    () =>
      [...nodes.values()].map((definition) => ({
        definition,
        title: texts.titleOf(definition),
        summary: texts.summaryOf(definition),
      })),
    [nodes, texts],
  )
}
