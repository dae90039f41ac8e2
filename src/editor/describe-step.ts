/** What a step of the history was about: the nodes, the setting, the wires, the groups. */
import type { EdgeRecord, NodeRecord } from '../../runtime/core/document/document.ts'
import type { Json } from '../../runtime/core/values.ts'
import type { HistoryStep } from '../document/document-store.ts'

export interface StepWords {
  /** What a node is called, with the name it had when the step was made. */
  titleOf(node: NodeRecord): string
  /** What a setting of the node is called. */
  settingOf(node: NodeRecord, name: string): string
}

/** As many as a line holds. */
const namedAtMost = 3

/** In the reader's words; empty where the kind of the step says it all. */
export function describeStep({ before, after }: HistoryStep, words: StepWords): string {
  const old = byId(before.nodes)
  const next = byId(after.nodes)
  const changed = after.nodes.filter((node) => old.get(node.id) !== node)
  const removed = before.nodes.filter(({ id }) => !next.has(id))
  const [only] = changed
  if (only !== undefined && changed.length === 1 && removed.length === 0) {
    const [setting, ...more] = changedSettings(old.get(only.id), only)
    if (setting !== undefined && more.length === 0)
      return `${words.titleOf(only)} · ${words.settingOf(only, setting)}`
  }
  const nodes = [...changed, ...removed].map(words.titleOf)
  if (nodes.length > 0) return inOneLine(nodes)
  const drawn = added(before.edges, after.edges)
  // A wire that gave way to a new one goes without saying.
  const wires = drawn.length > 0 ? drawn : added(after.edges, before.edges)
  if (wires.length > 0) return inOneLine(wires.map((wire) => wireTitle(wire, next, words)))
  const groups = [...added(before.groups, after.groups), ...added(after.groups, before.groups)]
  return inOneLine([...new Set(groups.map(({ title }) => title))])
}

const byId = (nodes: readonly NodeRecord[]) => new Map(nodes.map((node) => [node.id, node]))

function changedSettings(old: NodeRecord | undefined, node: NodeRecord): readonly string[] {
  if (old === undefined || old.type !== node.type || old.config === node.config) return []
  const names = new Set([...Object.keys(node.config), ...Object.keys(old.config)])
  const hasChanged = (value: Json | undefined, other: Json | undefined) =>
    value !== other && JSON.stringify(value) !== JSON.stringify(other)
  return [...names].filter((name) => hasChanged(old.config[name], node.config[name]))
}

function wireTitle({ from, to }: EdgeRecord, nodes: ReadonlyMap<string, NodeRecord>, words: StepWords) {
  const titleOf = (id: string) => {
    const node = nodes.get(id)
    return node === undefined ? id : words.titleOf(node)
  }
  return `${titleOf(from.node)} → ${titleOf(to.node)}`
}

/** What the second list has and the first has not. */
function added<Item>(before: readonly Item[], after: readonly Item[]): readonly Item[] {
  const old = new Set(before)
  return after.filter((item) => !old.has(item))
}

const inOneLine = (names: readonly string[]) =>
  names.length > namedAtMost
    ? `${names.slice(0, namedAtMost).join(', ')} +${names.length - namedAtMost}`
    : names.join(', ')
