/** What two sides made of one thing: its differing facts in rows, and in words where a side deleted or moved it. */
import type { EdgeRecord, NodeRecord, PipelineDocument } from '../../../../runtime/core/document/document.ts'
import { isSameEnd } from '../../../document/commands.ts'
import type { FactName, Merge, MergeConflict } from '../../../document/merge-documents.ts'
import { resolveNode } from '../../../document/resolve-node.ts'
import { wiresOf } from '../../../document/wires-of.ts'
import type { MessageKey, Say } from '../../../messages/catalogue.ts'
import { titleOfNode } from '../../../messages/node-texts.ts'
import type { Fact, FactContext } from './record-facts.ts'
import { groupFacts, groupTitle, limitFacts, nodeFacts, noteFacts, noteTitle } from './record-facts.ts'

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
  extensions: 'document.factExtensions',
} as const satisfies Record<FactName, MessageKey>

/** A node has one title in all columns: that it was renamed is said once. */
interface SidesContext extends FactContext {
  readonly titleOf: (node: string) => string
}

export function describeConflict(
  conflict: MergeConflict,
  sides: Merge['sides'],
  facts: FactContext,
): ConflictView {
  const { say } = facts
  const titleOf = titleIn(sides, facts)
  const context: SidesContext = { ...facts, titleOf }
  const viewOf = (title: string, factsOf: (document: PipelineDocument) => readonly Fact[]): ConflictView => ({
    title,
    rows: compare(sides, factsOf, say),
    deletedBy: deletedBy(conflict),
  })
  switch (conflict.kind) {
    case 'node':
      return viewOf(say('document.conflictNode', { node: titleOf(conflict.id) }), (document) =>
        factsOfNode(document, conflict, sides.base, context),
      )
    case 'edge': {
      const edge = conflict.mine ?? conflict.theirs
      const document = conflict.mine === undefined ? sides.theirs : sides.mine
      return viewOf(
        say('document.conflictEdge', {
          edge: edge === undefined ? conflict.id : writeWire(document, edge, context),
        }),
        (one) =>
          factsOfWires(
            one,
            one.edges.filter(({ id }) => id === conflict.id),
            context,
          ),
      )
    }
    case 'port':
      return viewOf(
        say('document.conflictPort', { port: writeEnd(sides.mine, conflict.to, 'inputs', context) }),
        (document) =>
          factsOfWires(
            document,
            document.edges.filter(({ to }) => isSameEnd(to, conflict.to)),
            context,
          ),
      )
    case 'note': {
      const note = conflict.mine ?? conflict.theirs
      return viewOf(note === undefined ? conflict.id : noteTitle(note, say), ({ notes }) =>
        notes.filter(({ id }) => id === conflict.id).flatMap((one) => noteFacts(one, say)),
      )
    }
    case 'group': {
      const group = conflict.mine ?? conflict.theirs
      return viewOf(group === undefined ? conflict.id : groupTitle(group, say), ({ groups }) =>
        groups.filter(({ id }) => id === conflict.id).flatMap((one) => groupFacts(one, titleOf, say)),
      )
    }
    case 'fact':
      return {
        ...viewOf(say(factKeys[conflict.id]), (document) => factsOfPipeline(document, conflict.id, context)),
        // One without a description, say, did not delete anything.
        deletedBy: null,
      }
  }
}

function deletedBy({ mine, theirs }: Pick<MergeConflict, 'mine' | 'theirs'>): ConflictView['deletedBy'] {
  if (mine === undefined) return 'mine'
  return theirs === undefined ? 'theirs' : null
}

/** Facts that differ between the sides, or, where one has none at all, from what was before. */
function compare(
  { base, mine, theirs }: Merge['sides'],
  factsOf: (document: PipelineDocument) => readonly Fact[],
  say: Say,
): readonly ConflictRow[] {
  const byId = (document: PipelineDocument | null) =>
    new Map((document === null ? [] : factsOf(document)).map((fact) => [fact.id, fact]))
  const [old, ours, others] = [byId(base), byId(mine), byId(theirs)]
  const all = new Map([...old, ...ours, ...others])
  const without = (id: string) => (old.has(id) ? say('document.deletedSide') : '–')
  const [left, right] = ours.size === 0 ? [old, others] : others.size === 0 ? [old, ours] : [ours, others]
  return [...all.values()]
    .filter(({ id }) => left.get(id)?.text !== right.get(id)?.text)
    .map(({ id, title }) => ({
      id,
      title,
      before: base === null ? null : (old.get(id)?.text ?? '–'),
      mine: ours.get(id)?.text ?? without(id),
      theirs: others.get(id)?.text ?? without(id),
    }))
}

function factsOfNode(
  document: PipelineDocument,
  conflict: MergeConflict & { readonly kind: 'node' },
  before: PipelineDocument | null,
  context: SidesContext,
): readonly Fact[] {
  const { id } = conflict
  const node = document.nodes.find((one) => one.id === id)
  if (node === undefined) return []
  const old = before?.nodes.find((one) => one.id === id)
  const facts = [...nodeFacts(node, context), placeFact(node, old, context)]
  // The wires of a node go and stay with it only where one side has it no more.
  if (deletedBy(conflict) === null) return facts
  const wires = wiresOf(document.edges, id).map((edge) => writeWire(document, edge, context))
  return [...facts, { id: 'wires', title: context.say('changes.wires'), text: wires.sort().join('\n') }]
}

function placeFact({ position }: NodeRecord, old: NodeRecord | undefined, { say }: FactContext): Fact {
  const isMoved = old !== undefined && (old.position.x !== position.x || old.position.y !== position.y)
  const text = say(isMoved ? 'document.placeMoved' : 'document.placeAt', position)
  return { id: 'place', title: say('document.place'), text }
}

function factsOfWires(
  document: PipelineDocument,
  edges: readonly EdgeRecord[],
  context: SidesContext,
): readonly Fact[] {
  if (edges.length === 0) return []
  const text = edges.map((edge) => writeWire(document, edge, context)).join('\n')
  return [{ id: 'ends', title: context.say('document.wireEnds'), text }]
}

function writeWire(document: PipelineDocument, { from, to }: EdgeRecord, context: SidesContext): string {
  return context.say('changes.wire', {
    from: writeEnd(document, from, 'outputs', context),
    to: writeEnd(document, to, 'inputs', context),
  })
}

function writeEnd(
  { nodes }: PipelineDocument,
  { node: id, port: name }: EdgeRecord['from'],
  side: 'inputs' | 'outputs',
  { registry, texts, titleOf }: SidesContext,
): string {
  const record = nodes.find((node) => node.id === id)
  if (record === undefined) return `${titleOf(id)} · ${name}`
  const { definition, ...ports } = resolveNode(record, registry)
  const port = ports[side][name]
  const title =
    definition === undefined || port === undefined ? name : texts.portTitleOf(definition, side, name, port)
  return `${titleOf(id)} · ${title}`
}

function factsOfPipeline(document: PipelineDocument, name: FactName, { say }: FactContext): readonly Fact[] {
  switch (name) {
    case 'name':
    case 'description':
      return [{ id: name, title: say(factKeys[name]), text: document[name] }]
    case 'settings':
      return limitFacts(document.settings, say)
    case 'extensions':
      return Object.entries(document.extensions ?? {}).map(([key, value]) => ({
        id: key,
        title: key,
        text: JSON.stringify(value, null, 2),
      }))
  }
}

/** What a node is called on whichever side has it, mine first. */
function titleIn({ base, mine, theirs }: Merge['sides'], { registry, texts }: FactContext) {
  const records = new Map(
    [...(base?.nodes ?? []), ...theirs.nodes, ...mine.nodes].map((one) => [one.id, one]),
  )
  return (id: string): string => {
    const record = records.get(id)
    return record === undefined ? id : titleOfNode(record, registry, texts)
  }
}
