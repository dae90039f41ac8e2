/**
 * Three-way merge of two versions of one pipeline. Nodes and edges are merged record by record; where both sides changed
 * the same record in different ways, a person decides.
 */
import type { EdgeRecord, NodeRecord, PipelineDocument } from '../../runtime/core/document/document.ts'

export type Side = 'mine' | 'theirs'

/** One thing that both sides changed. An undefined version was deleted on that side. */
export type MergeConflict =
  | { readonly id: string; readonly kind: 'node'; readonly mine?: NodeRecord; readonly theirs?: NodeRecord }
  | { readonly id: string; readonly kind: 'edge'; readonly mine?: EdgeRecord; readonly theirs?: EdgeRecord }
  | { readonly id: FactName; readonly kind: 'fact'; readonly mine: unknown; readonly theirs: unknown }

const factNames = ['name', 'description', 'settings', 'notes', 'groups', 'extensions'] as const
export type FactName = (typeof factNames)[number]

/** Answers by `keyOf(conflict)`. */
export type Choices = ReadonlyMap<string, Side>

export const keyOf = ({ kind, id }: Pick<MergeConflict, 'kind' | 'id'>): string => `${kind} ${id}`

export interface Merge {
  /** What was merged; `before` is null where nobody knows what both started from. */
  readonly sides: {
    readonly before: PipelineDocument | null
    readonly mine: PipelineDocument
    readonly theirs: PipelineDocument
  }
  readonly conflicts: readonly MergeConflict[]
  /** The merged document; conflicts without a choice keep `mine`. Edges whose nodes are gone are left out. */
  resolve(choices: Choices): PipelineDocument
}

const isSame = (a: unknown, b: unknown) => a === b || JSON.stringify(a) === JSON.stringify(b)

const unknownBase = Symbol('unknown base')

/** What becomes of one thing: one side's version where only that side changed it, otherwise a question. */
function decide<Thing>(base: Thing | typeof unknownBase, mine: Thing, theirs: Thing): Side | 'ask' {
  if (isSame(mine, theirs)) return 'mine'
  if (base === unknownBase) return mine === undefined ? 'theirs' : theirs === undefined ? 'mine' : 'ask'
  if (isSame(base, theirs)) return 'mine'
  return isSame(base, mine) ? 'theirs' : 'ask'
}

/** `base`: what both sides started from; null when nobody knows, then whatever differs is a conflict and nothing is lost. */
export function mergeDocuments(
  base: PipelineDocument | null,
  mine: PipelineDocument,
  theirs: PipelineDocument,
): Merge {
  const nodes = mergeRecords(base?.nodes ?? null, mine.nodes, theirs.nodes)
  const edges = mergeRecords(base?.edges ?? null, mine.edges, theirs.edges)
  const facts = factNames.map((id) => ({
    id,
    verdict: decide(base === null ? unknownBase : base[id], mine[id], theirs[id]),
  }))
  const conflicts: MergeConflict[] = [
    ...facts.flatMap(({ id, verdict }) =>
      verdict === 'ask' ? [{ kind: 'fact' as const, id, mine: mine[id], theirs: theirs[id] }] : [],
    ),
    ...nodes.conflicts.map((conflict) => ({ kind: 'node' as const, ...conflict })),
    ...edges.conflicts.map((conflict) => ({ kind: 'edge' as const, ...conflict })),
  ]
  return {
    sides: { before: base, mine, theirs },
    conflicts,
    resolve: (choices) => {
      const taken = facts.filter(
        ({ id, verdict }) =>
          verdict === 'theirs' ||
          (verdict === 'ask' && choices.get(keyOf({ kind: 'fact', id })) === 'theirs'),
      )
      const fromTheirs = Object.fromEntries(taken.map(({ id }) => [id, theirs[id]]))
      const mergedNodes = nodes.resolve((id) => choices.get(keyOf({ kind: 'node', id })) ?? 'mine')
      const ids = new Set(mergedNodes.map(({ id }) => id))
      const mergedEdges = edges
        .resolve((id) => choices.get(keyOf({ kind: 'edge', id })) ?? 'mine')
        .filter(({ from, to }) => ids.has(from.node) && ids.has(to.node))
      return { ...mine, ...fromTheirs, nodes: mergedNodes, edges: mergedEdges }
    },
  }
}

interface RecordConflict<Item> {
  readonly id: string
  readonly mine?: Item
  readonly theirs?: Item
}

function mergeRecords<Item extends { readonly id: string }>(
  base: readonly Item[] | null,
  mine: readonly Item[],
  theirs: readonly Item[],
) {
  const byId = (list: readonly Item[]) => new Map(list.map((item) => [item.id, item]))
  const [before, ours, others] = [byId(base ?? []), byId(mine), byId(theirs)]
  // Mine in my order, then what only the others have.
  const ids = new Set([...ours.keys(), ...others.keys(), ...before.keys()])
  const verdicts = [...ids].map((id) => ({
    id,
    verdict: decide(base === null ? unknownBase : before.get(id), ours.get(id), others.get(id)),
  }))
  const conflicts: RecordConflict<Item>[] = verdicts.flatMap(({ id, verdict }) => {
    if (verdict !== 'ask') return []
    const [my, their] = [ours.get(id), others.get(id)]
    return [
      { id, ...(my === undefined ? {} : { mine: my }), ...(their === undefined ? {} : { theirs: their }) },
    ]
  })
  return {
    conflicts,
    resolve: (choose: (id: string) => Side): Item[] =>
      verdicts.flatMap(({ id, verdict }) => {
        const side = verdict === 'ask' ? choose(id) : verdict
        const item = (side === 'mine' ? ours : others).get(id)
        return item === undefined ? [] : [item]
      }),
  }
}
