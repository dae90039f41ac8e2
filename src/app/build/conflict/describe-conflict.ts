/** What two sides made of one thing: its differing facts in rows, and in words where a side deleted or moved it. */
import type { EdgeRecord, NodeRecord, PipelineDocument } from '../../../../runtime/core/document/document.ts'
import type { FactName, Merge, MergeConflict } from '../../../document/merge-documents.ts'
import { resolveNode } from '../../../document/resolve-node.ts'
import type { MessageKey, Say } from '../../../messages/catalogue.ts'
import { titleOfNode } from '../../../messages/node-texts.ts'
import type { Fact, FactContext } from './record-facts.ts'
import { groupFacts, limitFacts, nodeFacts, noteFacts } from './record-facts.ts'

export interface ConflictRow {
  readonly id: string
  readonly title: string
  /** Null where nobody knows what both started from. */
  readonly before: string | null
  readonly mine: string
  readonly theirs: string
}

export interface ConflictView {
  readonly title: string
  readonly rows: readonly ConflictRow[]
  /** The side that has it no more. */
  readonly deletedBy: 'mine' | 'theirs' | null
}

const factKeys = {
  name: 'document.factName',
  description: 'document.factDescription',
  settings: 'document.factSettings',
  notes: 'document.factNotes',
  groups: 'document.factGroups',
  extensions: 'document.factExtensions',
} as const satisfies Record<FactName, MessageKey>

export function describeConflict(
  conflict: MergeConflict,
  sides: Merge['sides'],
  context: FactContext,
): ConflictView {
  const { say } = context
  switch (conflict.kind) {
    case 'node':
      return {
        title: say('document.conflictNode', { node: titleIn(sides, context)(conflict.id) }),
        rows: compare(sides, (document) => factsOfNode(document, conflict.id, sides.before, context), say),
        deletedBy: deletedBy(conflict),
      }
    case 'edge': {
      const wires = compare(sides, (document) => factsOfWire(document, conflict.id, context), say)
      return {
        title: say('document.conflictEdge', { edge: wires[0]?.mine ?? conflict.id }),
        rows: wires,
        deletedBy: deletedBy(conflict),
      }
    }
    case 'fact':
      return {
        title: say(factKeys[conflict.id]),
        rows: compare(sides, (document) => factsOfPipeline(document, conflict.id, sides, context), say),
        deletedBy: null,
      }
  }
}

function deletedBy({ mine, theirs }: MergeConflict): ConflictView['deletedBy'] {
  if (mine === undefined) return 'mine'
  return theirs === undefined ? 'theirs' : null
}

/** Facts that differ between the sides, or, where one has none at all, from what was before. */
function compare(
  { before, mine, theirs }: Merge['sides'],
  factsOf: (document: PipelineDocument) => readonly Fact[],
  say: Say,
): readonly ConflictRow[] {
  const byId = (document: PipelineDocument | null) =>
    new Map((document === null ? [] : factsOf(document)).map((fact) => [fact.id, fact]))
  const [old, ours, others] = [byId(before), byId(mine), byId(theirs)]
  const all = new Map([...old, ...ours, ...others])
  const without = (id: string) => (old.has(id) ? say('document.deletedSide') : '–')
  const [left, right] = ours.size === 0 ? [old, others] : others.size === 0 ? [old, ours] : [ours, others]
  return [...all.values()]
    .filter(({ id }) => left.get(id)?.text !== right.get(id)?.text)
    .map(({ id, title }) => ({
      id,
      title,
      before: before === null ? null : (old.get(id)?.text ?? '–'),
      mine: ours.get(id)?.text ?? without(id),
      theirs: others.get(id)?.text ?? without(id),
    }))
}

function factsOfNode(
  document: PipelineDocument,
  id: string,
  before: PipelineDocument | null,
  context: FactContext,
): readonly Fact[] {
  const node = document.nodes.find((one) => one.id === id)
  if (node === undefined) return []
  const old = before?.nodes.find((one) => one.id === id)
  return [...nodeFacts(node, context), placeFact(node, old, context)]
}

function placeFact({ position }: NodeRecord, old: NodeRecord | undefined, { say }: FactContext): Fact {
  const isMoved = old !== undefined && (old.position.x !== position.x || old.position.y !== position.y)
  const text = say(isMoved ? 'document.placeMoved' : 'document.placeAt', position)
  return { id: 'place', title: say('document.place'), text }
}

function factsOfWire(document: PipelineDocument, id: string, context: FactContext): readonly Fact[] {
  const edge = document.edges.find((one) => one.id === id)
  if (edge === undefined) return []
  const { say } = context
  return [{ id: 'ends', title: say('document.wireEnds'), text: writeWire(document, edge, context) }]
}

function writeWire(
  { nodes }: PipelineDocument,
  { from, to }: EdgeRecord,
  { registry, texts, say }: FactContext,
) {
  const endOf = ({ node: id, port: name }: EdgeRecord['from'], side: 'inputs' | 'outputs') => {
    const record = nodes.find((node) => node.id === id)
    if (record === undefined) return `${id} · ${name}`
    const { definition, ...ports } = resolveNode(record, registry)
    const port = ports[side][name]
    const title =
      definition === undefined || port === undefined ? name : texts.portTitleOf(definition, side, name, port)
    return `${titleOfNode(record, registry, texts)} · ${title}`
  }
  return say('changes.wire', { from: endOf(from, 'outputs'), to: endOf(to, 'inputs') })
}

function factsOfPipeline(
  document: PipelineDocument,
  name: FactName,
  sides: Merge['sides'],
  context: FactContext,
): readonly Fact[] {
  const { say } = context
  switch (name) {
    case 'name':
    case 'description':
      return [{ id: name, title: say(factKeys[name]), text: document[name] }]
    case 'settings':
      return limitFacts(document.settings, say)
    case 'notes':
      return noteFacts(document.notes, say)
    case 'groups':
      return groupFacts(document.groups, titleIn(sides, context), say)
    case 'extensions':
      return Object.entries(document.extensions ?? {}).map(([key, value]) => ({
        id: key,
        title: key,
        text: JSON.stringify(value, null, 2),
      }))
  }
}

/** What a node is called on whichever side has it, mine first. */
function titleIn({ before, mine, theirs }: Merge['sides'], { registry, texts }: FactContext) {
  const records = new Map(
    [...(before?.nodes ?? []), ...theirs.nodes, ...mine.nodes].map((one) => [one.id, one]),
  )
  return (id: string): string => {
    const record = records.get(id)
    return record === undefined ? id : titleOfNode(record, registry, texts)
  }
}
