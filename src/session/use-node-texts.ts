/** Node titles, help and port names in the reader's language. */
import { useMemo } from 'react'
import { defaultPorts } from '../document/resolve-node.ts'
import { useNodeTextTable } from '../messages/messages-context.tsx'
import type { NodeTextReader, NodeTextTable } from '../messages/node-texts.ts'
import { createNodeTextReader } from '../messages/node-texts.ts'

/** One reader a table: every card of the canvas asks for it. */
const readers = new WeakMap<NodeTextTable, NodeTextReader>()

export function useNodeTexts(): NodeTextReader {
  const table = useNodeTextTable()
  return useMemo(() => {
    const reader = readers.get(table) ?? createNodeTextReader(table, defaultPorts)
    readers.set(table, reader)
    return reader
  }, [table])
}
