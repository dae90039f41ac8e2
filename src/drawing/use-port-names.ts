/** Names of nodes and ports as the cards show them. */
import type { NodeRecord } from '../../runtime/core/document/document.ts'
import type { NodeRegistry } from '../../runtime/core/node/registry.ts'
import type { NodeTextReader } from '../messages/node-texts.ts'
import { titleOfNode } from '../messages/node-texts.ts'
import type { ResolvedNode } from '../document/resolve-node.ts'
import { resolveNode } from '../document/resolve-node.ts'
import { useDocument, useEditor } from '../session/editor-context.tsx'
import { useNodeTexts } from '../session/use-node-texts.ts'

type Side = 'input' | 'output'

export type PortNames = ReturnType<typeof createPortNames>

export function usePortNames(): PortNames {
  const texts = useNodeTexts()
  const { nodes } = useEditor()
  return createPortNames(
    useDocument(({ document }) => document.nodes),
    nodes,
    texts,
  )
}

const sides = { input: 'inputs', output: 'outputs' } as const

/** As its card says it. */
export function titleOfPort(resolved: ResolvedNode, side: Side, name: string, texts: NodeTextReader): string {
  const port = resolved[sides[side]][name]
  return resolved.definition === undefined || port === undefined
    ? name
    : texts.portTitleOf(resolved.definition, sides[side], name, port)
}

export function createPortNames(records: readonly NodeRecord[], nodes: NodeRegistry, texts: NodeTextReader) {
  const find = (node: string) => {
    const record = records.find(({ id }) => id === node)
    return record === undefined ? undefined : resolveNode(record, nodes)
  }
  const plainTitle = ({ record }: ResolvedNode) => titleOfNode(record, nodes, texts)
  const names = {
    /** With the id where several nodes have the same title. */
    nodeTitle: (node: string) => {
      const resolved = find(node)
      if (resolved === undefined) return node
      const title = plainTitle(resolved)
      const isTaken = records.some(({ id }) => {
        const other = id === node ? undefined : find(id)
        return other !== undefined && plainTitle(other) === title
      })
      return isTaken ? `${title} (${node})` : title
    },
    portTitle: (node: string, side: Side, name: string) => {
      const resolved = find(node)
      return resolved === undefined ? name : titleOfPort(resolved, side, name, texts)
    },
    portType: (node: string, side: Side, name: string) => find(node)?.[sides[side]][name]?.type ?? 'any',
    /** `Find passages · Documents` */
    portOf: (node: string, side: Side, port: string) =>
      `${names.nodeTitle(node)} · ${names.portTitle(node, side, port)}`,
  }
  return names
}
