/** Names of nodes and ports as the cards show them. */
import { resolveNode } from '../document/resolve-node.ts'
import { useDocument, useEditor } from '../session/editor-context.tsx'
import { useNodeTexts } from '../session/use-node-texts.ts'

type Side = 'input' | 'output'

export function usePortNames() {
  const texts = useNodeTexts()
  const { nodes } = useEditor()
  const records = useDocument(({ document }) => document.nodes)
  const find = (node: string) => {
    const record = records.find(({ id }) => id === node)
    return record === undefined ? undefined : resolveNode(record, nodes)
  }
  const sides = { input: 'inputs', output: 'outputs' } as const
  return {
    nodeTitle: (node: string) => {
      const resolved = find(node)
      const { definition, record } = resolved ?? {}
      return record?.name ?? (definition === undefined ? (record?.type ?? node) : texts.titleOf(definition))
    },
    portTitle: (node: string, side: Side, name: string) => {
      const resolved = find(node)
      const port = resolved?.[sides[side]][name]
      return resolved?.definition === undefined || port === undefined
        ? name
        : texts.portTitleOf(resolved.definition, sides[side], name, port)
    },
    portType: (node: string, side: Side, name: string) => find(node)?.[sides[side]][name]?.type ?? 'any',
  }
}
