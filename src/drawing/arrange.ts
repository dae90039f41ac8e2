/** Auto-layout by layers from left to right, with ports in their order (ELK, in a worker of the host). */
import type { ElkNode } from 'elkjs/lib/elk-api.js'
import type { PipelineDocument } from '../../runtime/core/document/document.ts'
import { failure } from '../../runtime/core/errors/failure.ts'
import type { NodeRegistry } from '../../runtime/core/node/registry.ts'
import type { Point } from '../document/commands.ts'
import { resolveNode } from '../document/resolve-node.ts'
import type { NodeCards } from '../session/node-cards.ts'
import {
  cardHeight,
  cardRows,
  cardWidth,
  collectUsedPorts,
  missingPorts,
  noPorts,
  rowCentre,
} from './card-layout.ts'

const gridPx = 8

/** The nodes' new places; all of them, or only those in `only` when it is not empty, which keep their corner. */
export async function arrange(
  document: PipelineDocument,
  registry: NodeRegistry,
  makeWorker: () => Worker,
  only: ReadonlySet<string>,
  cards: NodeCards = new Map(),
): Promise<ReadonlyMap<string, Point>> {
  const { default: Elk } = await import('elkjs/lib/elk-api.js')
  const worker = makeWorker()
  try {
    // A policy that forbids the worker, and a file that is not there, show up as an event.
    const refused = new Promise<never>((_, reject) => {
      worker.addEventListener('error', (event) => {
        event.preventDefault()
        reject(failure('LAYOUT_WORKER_FAILED', { reason: event.message || 'it was refused' }))
      })
    })
    const elk = new Elk({ workerFactory: () => worker })
    const graph = buildElkGraph(document, registry, only, cards)
    const laidOut = await Promise.race([elk.layout(graph), refused])
    return placesOf(laidOut, document, only)
  } finally {
    worker.terminate()
  }
}

export function buildElkGraph(
  document: PipelineDocument,
  registry: NodeRegistry,
  only: ReadonlySet<string>,
  cards: NodeCards = new Map(),
): ElkNode {
  const isIn = (id: string) => only.size === 0 || only.has(id)
  const used = collectUsedPorts(document.edges)
  const children = document.nodes
    .filter(({ id }) => isIn(id))
    .map((record) => {
      const resolved = resolveNode(record, registry)
      const rows = cardRows(resolved, missingPorts(resolved, used.get(record.id) ?? noPorts))
      const ports = rows.flatMap(({ input, output }, row) => [
        ...(input === undefined ? [] : [portAt(record.id, 'input', input.name, row)]),
        ...(output === undefined ? [] : [portAt(record.id, 'output', output.name, row)]),
      ])
      return {
        id: record.id,
        width: cardWidth,
        height: cardHeight(rows.length, cards.get(record.type)?.heightPx),
        ports,
        layoutOptions: { 'elk.portConstraints': 'FIXED_POS' },
      }
    })
  const ids = new Set(children.map(({ id }) => id))
  const edges = document.edges
    .filter(({ from, to }) => ids.has(from.node) && ids.has(to.node))
    .map(({ id, from, to }) => ({
      id,
      sources: [`${from.node} output ${from.port}`],
      targets: [`${to.node} input ${to.port}`],
    }))
  return {
    id: 'root',
    layoutOptions: {
      'elk.algorithm': 'layered',
      'elk.direction': 'RIGHT',
      'elk.spacing.nodeNode': '56',
      'elk.layered.spacing.nodeNodeBetweenLayers': '104',
      'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
      'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
    },
    children,
    edges,
  }
}

function portAt(node: string, side: 'input' | 'output', name: string, row: number) {
  return {
    id: `${node} ${side} ${name}`,
    x: side === 'input' ? 0 : cardWidth,
    y: rowCentre(row),
    width: 0,
    height: 0,
    layoutOptions: { 'elk.port.side': side === 'input' ? 'WEST' : 'EAST' },
  }
}

function placesOf(
  graph: ElkNode,
  document: PipelineDocument,
  only: ReadonlySet<string>,
): ReadonlyMap<string, Point> {
  const children = graph.children ?? []
  const moved = document.nodes.filter(({ id }) => only.size === 0 || only.has(id))
  const corner = (points: readonly Point[]) => ({
    x: Math.min(...points.map(({ x }) => x)),
    y: Math.min(...points.map(({ y }) => y)),
  })
  const before = corner(moved.map(({ position }) => position))
  const after = corner(children.map(({ x = 0, y = 0 }) => ({ x, y })))
  const snap = (value: number) => Math.round(value / gridPx) * gridPx
  return new Map(
    children.map(({ id, x = 0, y = 0 }) => [
      id,
      { x: snap(x - after.x + before.x), y: snap(y - after.y + before.y) },
    ]),
  )
}
