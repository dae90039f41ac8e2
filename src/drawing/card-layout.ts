/**
 * Where the parts of a node card stand. Known before anything is drawn, so that the canvas need not measure;
 * it depends on ports only, never on a run, so that no run moves a card.
 */
import type { EdgeRecord } from '../../runtime/core/document/document.ts'
import type { Port, PortRecord } from '../../runtime/core/node/ports.ts'
import type { ResolvedNode } from '../document/resolve-node.ts'

export const cardWidth = 248
export const barHeight = 3
export const headHeight = 36
export const summaryHeight = 22
export const rowHeight = 24
export const footPadding = 8
/** The size of a handle: what a pointer can catch, larger than the shape in it. */
export const handleSize = 20

/** A port as the card shows it; `port` is undefined when wires use a name that the node does not have. */
export interface CardPort {
  readonly name: string
  readonly port: Port | undefined
}

export interface CardRow {
  readonly input: CardPort | undefined
  readonly output: CardPort | undefined
}

/** Ports that wires use, by node. */
export interface UsedPorts {
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
}

export const noPorts: UsedPorts = { inputs: [], outputs: [] }

/** The ports that wires use at each node. */
export function collectUsedPorts(edges: readonly EdgeRecord[]): ReadonlyMap<string, UsedPorts> {
  const used = new Map<string, { inputs: string[]; outputs: string[] }>()
  const at = (node: string) => {
    const known = used.get(node) ?? { inputs: [], outputs: [] }
    used.set(node, known)
    return known
  }
  for (const { from, to } of edges) {
    const { outputs } = at(from.node)
    if (!outputs.includes(from.port)) outputs.push(from.port)
    const { inputs } = at(to.node)
    if (!inputs.includes(to.port)) inputs.push(to.port)
  }
  return used
}

/** Names that wires use although the node has no such port, e.g. a rule that was removed. */
export function missingPorts(resolved: ResolvedNode, used: UsedPorts): UsedPorts {
  const lacks = (names: readonly string[], ports: PortRecord) =>
    names.filter((name) => !Object.hasOwn(ports, name))
  const inputs = lacks(used.inputs, resolved.inputs)
  const outputs = lacks(used.outputs, resolved.outputs)
  return inputs.length + outputs.length === 0 ? noPorts : { inputs, outputs }
}

/** Inputs at the left, outputs at the right, row by row. */
export function cardRows(resolved: ResolvedNode, missing: UsedPorts): readonly CardRow[] {
  const list = (ports: PortRecord, names: readonly string[]): CardPort[] => [
    ...Object.entries(ports).map(([name, port]) => ({ name, port })),
    ...names.map((name) => ({ name, port: undefined })),
  ]
  const inputs = list(resolved.inputs, missing.inputs)
  const outputs = list(resolved.outputs, missing.outputs)
  return Array.from({ length: Math.max(inputs.length, outputs.length) }, (_, row) => ({
    input: inputs[row],
    output: outputs[row],
  }))
}

/** The rows of a card in a drawing whose wires use these ports. */
export function rowsInUse(resolved: ResolvedNode, used: ReadonlyMap<string, UsedPorts>): readonly CardRow[] {
  return cardRows(resolved, missingPorts(resolved, used.get(resolved.record.id) ?? noPorts))
}

/** @param ownPx the height of what a host draws on the card, under its ports */
export function cardHeight(rows: number, ownPx = 0): number {
  return barHeight + headHeight + summaryHeight + rows * rowHeight + footPadding + ownPx
}

/** The middle of a row, from the top of the card. */
export function rowCentre(row: number): number {
  return barHeight + headHeight + summaryHeight + row * rowHeight + rowHeight / 2
}
