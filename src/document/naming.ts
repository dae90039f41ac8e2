/** What nodes, wires and ports are called on the canvas, for messages that know them by their ids. */
import type { PipelineDocument } from '../../runtime/core/document/document.ts'
import type { NodeRegistry } from '../../runtime/core/node/registry.ts'
import type { NodeTextReader } from '../messages/node-texts.ts'
import { titleOfNode } from '../messages/node-texts.ts'
import { resolveNode } from './resolve-node.ts'

export interface Naming {
  /** The title; with the id where two nodes have the same, and the id alone where there is no such node. */
  nodeOf(id: string): string
  edgeOf(id: string): string
  portOf(side: 'inputs' | 'outputs', node: string, port: string): string
}

export function createNaming(
  document: PipelineDocument,
  registry: NodeRegistry,
  texts: NodeTextReader,
): Naming {
  const { nodes, edges } = document
  const titles = new Map(nodes.map((record) => [record.id, titleOfNode(record, registry, texts)]))
  const nodeOf = (id: string) => {
    const title = titles.get(id)
    if (title === undefined) return id
    return [...titles.values()].filter((other) => other === title).length > 1 ? `${title} (${id})` : title
  }
  return {
    nodeOf,
    edgeOf: (id) => {
      const edge = edges.find((one) => one.id === id)
      return edge === undefined ? id : `${nodeOf(edge.from.node)} → ${nodeOf(edge.to.node)}`
    },
    portOf: (side, node, port) => {
      const record = nodes.find(({ id }) => id === node)
      if (record === undefined) return port
      const { definition, [side]: ports } = resolveNode(record, registry)
      const known = ports[port]
      return definition === undefined || known === undefined
        ? port
        : texts.portTitleOf(definition, side, port, known)
    },
  }
}

type Params = Readonly<Record<string, unknown>>

/** Codes whose `port` is there, with its side. */
const sides: ReadonlyMap<string, 'inputs' | 'outputs'> = new Map([
  ['INPUT_MISSING', 'inputs'],
  ['INPUT_TAKEN', 'inputs'],
  ['NOTHING_GIVEN', 'outputs'],
])

/** The parameters of a failure with names in place of ids. */
export function nameParams<Given extends Params>(code: string, params: Given, naming: Naming): Given {
  const named: Record<string, unknown> = { ...params }
  const { node, router, nodes, edge, port } = params
  if (typeof node === 'string') named['node'] = naming.nodeOf(node)
  if (typeof router === 'string') named['router'] = naming.nodeOf(router)
  if (typeof edge === 'string') named['edge'] = naming.edgeOf(edge)
  if (code === 'CYCLE' && typeof nodes === 'string') {
    named['nodes'] = nodes.split(' → ').map(naming.nodeOf).join(' → ')
  }
  const side = sides.get(code)
  if (side !== undefined && typeof node === 'string' && typeof port === 'string') {
    named['port'] = naming.portOf(side, node, port)
  }
  // The same keys with texts as before: what they say has changed, not what they are.
  return named as Given
}
