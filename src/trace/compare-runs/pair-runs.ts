/** Two runs laid beside each other: what went in and came out, what was decided, and how long each node took. Pure. */
import { canonicalJson } from '../../../runtime/core/document/content-hash.ts'
import type { DecisionRecord } from '../../../runtime/core/trace/decision.ts'
import type { TracedValue, TracedValues } from '../../../runtime/core/trace/events.ts'
import type { NodeView, RunView } from '../../../runtime/core/trace/run-view.ts'

export interface ValuePair {
  readonly name: string
  readonly a: TracedValue | undefined
  readonly b: TracedValue | undefined
  readonly isSame: boolean
}

export interface DecisionPair {
  readonly node: string
  readonly a: DecisionRecord | undefined
  readonly b: DecisionRecord | undefined
}

export interface NodePair {
  readonly node: string
  readonly a: NodeView | undefined
  readonly b: NodeView | undefined
  /** Of the second against the first; null where one of them has no time of its own. */
  readonly differenceMs: number | null
  /** Whether both gave the same; null where neither gave anything. */
  readonly givesSame: boolean | null
}

export function isSameValue(a: TracedValue | undefined, b: TracedValue | undefined): boolean {
  if (a === undefined || b === undefined) return a === b
  if ('hash' in a && 'hash' in b) return a.hash === b.hash
  return 'value' in a && 'value' in b && canonicalJson(a.value) === canonicalJson(b.value)
}

/** In the order of the first run, then what only the second has. */
export function pairValues(a: TracedValues, b: TracedValues): readonly ValuePair[] {
  return unionOf(Object.keys(a), Object.keys(b)).map((name) => ({
    name,
    a: a[name],
    b: b[name],
    isSame: isSameValue(a[name], b[name]),
  }))
}

/** Decisions of the same node belong together; a node that decides several times is paired in order. */
export function pairDecisions(a: RunView, b: RunView): readonly DecisionPair[] {
  const of = (view: RunView, node: string) => view.decisions.filter((one) => one.node === node)
  const nodes = unionOf(
    a.decisions.map(({ node }) => node),
    b.decisions.map(({ node }) => node),
  )
  return nodes.flatMap((node) => {
    const [first, second] = [of(a, node), of(b, node)]
    return Array.from({ length: Math.max(first.length, second.length) }, (_, index) => ({
      node,
      a: first[index],
      b: second[index],
    }))
  })
}

/** In the order in which the first run came to them. */
export function pairNodes(a: RunView, b: RunView): readonly NodePair[] {
  return unionOf(inOrder(a), inOrder(b)).map((node) => {
    const [first, second] = [a.nodes[node], b.nodes[node]]
    const [ranA, ranB] = [ownTime(first), ownTime(second)]
    const outputs = pairValues(first?.outputs ?? {}, second?.outputs ?? {})
    return {
      node,
      a: first,
      b: second,
      differenceMs: ranA === null || ranB === null ? null : ranB - ranA,
      givesSame: outputs.length === 0 ? null : outputs.every(({ isSame }) => isSame),
    }
  })
}

/** What was reused or pinned took no time of its own. */
export function ownTime(seen: NodeView | undefined): number | null {
  if (seen === undefined || seen.isReused === true || seen.isPinned === true) return null
  return seen.durationMs ?? null
}

function inOrder({ nodes }: RunView): readonly string[] {
  const begins = (node: string) => nodes[node]?.queuedAt ?? nodes[node]?.finishedAt ?? Infinity
  return Object.keys(nodes).sort((x, y) => begins(x) - begins(y))
}

const unionOf = (a: readonly string[], b: readonly string[]): readonly string[] => [...new Set([...a, ...b])]
