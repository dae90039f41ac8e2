/** Whether a node can run by itself before anything else has: all that leads into it is held by hand or stands in the form. */
import type { EdgeRecord, NodeRecord, PipelineDocument } from '../../runtime/core/document/document.ts'
import { pipelineInside } from '../../runtime/core/document/find-inside.ts'
import type { Pins } from './pin-store.ts'

interface Typed {
  readonly pins: Pins
  /** Whether the form holds all that the input nodes ask for. */
  readonly isFormFilled: boolean
}

export function isTyped(
  document: PipelineDocument,
  path: readonly string[],
  { pins, isFormFilled }: Typed,
): boolean {
  // Inside a node, the input nodes give what that one takes.
  const isAsked = ({ type, muted }: NodeRecord, depth: number) =>
    type === 'input' && muted !== true && (depth > 0 || isFormFilled)
  let level: PipelineDocument | undefined = document
  for (const [depth, id] of path.entries()) {
    const { nodes, edges }: Pick<PipelineDocument, 'nodes' | 'edges'> = level ?? { nodes: [], edges: [] }
    const find = (node: string) => nodes.find((one) => one.id === node)
    const record = find(id)
    if (record === undefined) return false
    if (record.type === 'input' && !isAsked(record, depth)) return false
    const holdOf = ({ from }: EdgeRecord) => pins[[...path.slice(0, depth), from.node].join('/')]
    const isKnown = (wire: EdgeRecord) => {
      const source = find(wire.from.node)
      return holdOf(wire) !== undefined || (source !== undefined && isAsked(source, depth))
    }
    const wires = edges.filter(({ to }) => to.node === id)
    // What is held may leave a port out, as a branch that is not taken: another wire into the same input has to bring something.
    const isGiven = (wire: EdgeRecord) => {
      const hold = holdOf(wire)
      return hold === undefined || hold[wire.from.port] !== undefined
    }
    const isFed = ({ to }: EdgeRecord) => wires.some((wire) => wire.to.port === to.port && isGiven(wire))
    if (!wires.every((wire) => isKnown(wire) && isFed(wire))) return false
    level = pipelineInside(record)
  }
  return true
}
