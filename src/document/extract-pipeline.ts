/**
 * Puts chosen nodes into a pipeline of their own, drawn inside one sub-pipeline node that takes their place: wires that cross the
 * border become its inputs and outputs, and what conditions read across it goes along.
 */
import { z } from 'zod'
import { emptyPipeline } from '../../runtime/core/document/empty-pipeline.ts'
import type { EdgeRecord, NodeRecord, PipelineDocument } from '../../runtime/core/document/document.ts'
import type { PortType } from '../../runtime/core/node/ports.ts'
import type { NodeRegistry } from '../../runtime/core/node/registry.ts'
import type { Border, Entry, Exit } from './extract-border.ts'
import { findBorder } from './extract-border.ts'
import type { ExtractRefusal } from './extract-refusals.ts'
import { refuseSelection } from './extract-refusals.ts'
import { subPipelineType } from './inside-node.ts'
import { newNodeId } from './new-id.ts'
import { spanOf } from './span.ts'

export type Extraction =
  | { readonly isDone: true; readonly document: PipelineDocument; readonly node: string }
  | { readonly isDone: false; readonly refusal: ExtractRefusal }

/** Columns between the ends of the new pipeline and its nodes. */
const endGap = 344
const outputGap = 160

/** `name`: of the new pipeline. The result holds the whole document with the node in it, or why it cannot be. */
export function extractPipeline(
  document: PipelineDocument,
  registry: NodeRegistry,
  chosen: ReadonlySet<string>,
  name: string,
): Extraction {
  const definition = registry.get(subPipelineType)
  const inside = document.nodes.filter(({ id }) => chosen.has(id))
  const refusal = refuseSelection(document, registry, inside)
  if (definition === undefined || refusal !== null) {
    return { isDone: false, refusal: refusal ?? { kind: 'no-type' } }
  }
  const taken = new Set(document.nodes.map(({ id }) => id))
  const id = newNodeId(subPipelineType, taken)
  const border = findBorder(document, registry, chosen, id)
  if (!('entries' in border)) return { isDone: false, refusal: border }
  const child = makeChild(document, chosen, border, { id, name })
  const { x, y, width, height } = spanOf(inside)
  const node: NodeRecord = {
    id,
    type: subPipelineType,
    version: definition.version,
    config: {
      pipeline: { inline: z.json().parse(child) },
      results: border.exits.map(({ name: port, type }) => ({ name: port, type })),
    },
    position: { x: x + width / 2, y: y + height / 2 },
  }
  return { isDone: true, document: replaceByNode(document, chosen, border, node), node: id }
}

function makeChild(
  document: PipelineDocument,
  chosen: ReadonlySet<string>,
  border: Border,
  { id, name }: { readonly id: string; readonly name: string },
): PipelineDocument {
  const inside = border.nodes.filter((node) => chosen.has(node.id))
  const { x, y, width } = spanOf(inside)
  const taken = new Set(document.nodes.map((node) => node.id))
  const makeId = (stem: string) => {
    const made = newNodeId(stem, taken)
    taken.add(made)
    return made
  }
  const input = makeId('input')
  const outputs = new Map(border.exits.map((exit) => [exit, makeId('output')]))
  const ends: NodeRecord[] = [
    {
      id: input,
      type: 'input',
      version: 1,
      config: { fields: border.entries.length === 0 ? [unusedField] : border.entries.map(fieldOf) },
      position: { x: x - endGap, y },
    },
    ...[...outputs].map(([exit, output], row): NodeRecord => ({
      id: output,
      type: 'output',
      version: 1,
      config: { name: exit.name },
      position: { x: x + width + endGap, y: y + row * outputGap },
    })),
  ]
  return {
    ...emptyPipeline(id, name),
    nodes: [...ends, ...inside],
    edges: innerEdges(document.edges, chosen, border, input, outputs),
    groups: document.groups.filter(({ nodes }) => nodes.length > 0 && nodes.every((one) => chosen.has(one))),
  }
}

/** A pipeline has an input; one that needs nothing gets a field that stays empty. */
const unusedField = { name: 'input', type: 'json', isRequired: false }

/** As long as the longest text that an input can be told to take. */
const maxLength = 1_000_000

const mayBeText: ReadonlySet<PortType> = new Set(['text', 'json', 'any'])

const fieldOf = ({ name, type, isRequired }: Entry) => ({
  name,
  type,
  isRequired,
  ...(mayBeText.has(type) ? { maxLength } : {}),
})

/** In the order of the document: an input that takes several wires gets its values in that order. */
function innerEdges(
  edges: readonly EdgeRecord[],
  chosen: ReadonlySet<string>,
  { entryOf, exitOf }: Border,
  input: string,
  outputs: ReadonlyMap<Exit, string>,
): EdgeRecord[] {
  const left = new Set<Exit>()
  const inner = edges.flatMap((edge): EdgeRecord[] => {
    const [fromInside, toInside] = [chosen.has(edge.from.node), chosen.has(edge.to.node)]
    if (fromInside && toInside) return [edge]
    const entry = entryOf(edge)
    if (toInside && entry !== undefined) return [{ ...edge, from: { node: input, port: entry.name } }]
    const exit = fromInside ? exitOf(edge.from) : undefined
    if (exit === undefined || left.has(exit)) return []
    left.add(exit)
    return [{ ...edge, to: { node: outputs.get(exit) ?? '', port: 'value' } }]
  })
  // What only a condition reads has no wire of its own.
  const read = [...outputs].filter(([exit]) => !left.has(exit))
  return [
    ...inner,
    ...read.map(([{ source, edge }, node]) => ({ id: edge, from: source, to: { node, port: 'value' } })),
  ]
}

function replaceByNode(
  document: PipelineDocument,
  chosen: ReadonlySet<string>,
  border: Border,
  node: NodeRecord,
): PipelineDocument {
  const wired = new Set<Entry>()
  const edges = document.edges.flatMap((edge): EdgeRecord[] => {
    const [fromInside, toInside] = [chosen.has(edge.from.node), chosen.has(edge.to.node)]
    if (!fromInside && !toInside) return [edge]
    if (fromInside && toInside) return []
    if (fromInside) {
      const exit = border.exitOf(edge.from)
      return exit === undefined ? [] : [{ ...edge, from: { node: node.id, port: exit.name } }]
    }
    const entry = border.entryOf(edge)
    if (entry === undefined || wired.has(entry)) return []
    wired.add(entry)
    return [{ ...edge, to: { node: node.id, port: entry.name } }]
  })
  const read = border.entries.filter((entry) => !wired.has(entry))
  const first = border.nodes.find(({ id }) => chosen.has(id))
  return {
    ...document,
    nodes: border.nodes.flatMap((one) => {
      if (!chosen.has(one.id)) return [one]
      return one === first ? [node] : []
    }),
    edges: [
      ...edges,
      ...read.map(({ source, edge, name }) => ({
        id: edge,
        from: source,
        to: { node: node.id, port: name },
      })),
    ],
    groups: document.groups.flatMap((group) => leaveGroup(group, chosen, node.id)),
  }
}

type GroupRecord = PipelineDocument['groups'][number]

/** A group that is wholly inside goes along; one that holds all of the selection and more holds the node. */
function leaveGroup(group: GroupRecord, chosen: ReadonlySet<string>, node: string): GroupRecord[] {
  const kept = group.nodes.filter((id) => !chosen.has(id))
  if (kept.length === group.nodes.length) return [group]
  if (kept.length === 0) return []
  const holdsAll = group.nodes.length - kept.length === chosen.size
  return [{ ...group, nodes: holdsAll ? [...kept, node] : kept }]
}
