/** A run, and what the last runs did, as the pipeline inside a node saw it. */
import type { RunView, SubRunView } from '../../runtime/core/trace/run-view.ts'
import type { HeatMap } from '../../runtime/core/wire/heat-map.ts'
import type { HeatState } from './heat-store.ts'
import type { ShownItems } from './sub-runs.ts'
import { shownSubRun } from './sub-runs.ts'

const known = new WeakMap<RunView, Map<string, RunView>>()

/** What stands before the ids of the level in the paths of a run; empty for the whole. */
export function prefixInside(view: RunView, path: readonly string[], items: ShownItems): string {
  let prefix = ''
  path.forEach((id, depth) => {
    const node = prefix + id
    prefix = `${shownSubRun(view, node, items[path.slice(0, depth + 1).join('/')]) ?? node}/`
  })
  return prefix
}

/** `path`: the nodes that lead inside; the view itself when there are none. */
export function viewInside(view: RunView, path: readonly string[], items: ShownItems): RunView {
  if (path.length === 0) return view
  const prefix = prefixInside(view, path, items)
  const ofView = known.get(view) ?? new Map<string, RunView>()
  known.set(view, ofView)
  const inside = ofView.get(prefix) ?? makeInside(view, prefix)
  ofView.set(prefix, inside)
  return inside
}

function makeInside(view: RunView, prefix: string): RunView {
  const within = <Part>(parts: Readonly<Record<string, Part>>): Record<string, Part> =>
    Object.fromEntries(
      Object.entries(parts).flatMap(([path, part]) =>
        path.startsWith(prefix) ? [[path.slice(prefix.length), part]] : [],
      ),
    )
  const ofLevel = <Part extends { readonly node: string }>(parts: readonly Part[]): Part[] =>
    parts.flatMap((part) =>
      part.node.startsWith(prefix) ? [{ ...part, node: part.node.slice(prefix.length) }] : [],
    )
  return {
    ...view,
    ...endOf(view.subRuns[prefix.slice(0, -1)]),
    nodes: within(view.nodes),
    subRuns: within(view.subRuns),
    decisions: ofLevel(view.decisions),
    adapterLoads: ofLevel(view.adapterLoads),
  }
}

function endOf(subRun: SubRunView | undefined): Partial<RunView> {
  if (subRun === undefined) return {}
  const { status, inputs, outputs, timing } = subRun
  return { status, inputs, outputs, ...(timing === undefined ? {} : { timing }) }
}

/** Its nodes by the ids of the level. */
function heatInside(map: HeatMap, path: readonly string[]): HeatMap {
  const prefix = `${path.join('/')}/`
  const ofLevel = <Part extends { readonly node: string }>(parts: readonly Part[]): Part[] =>
    parts.flatMap((part) =>
      part.node.startsWith(prefix) && !part.node.includes('/', prefix.length)
        ? [{ ...part, node: part.node.slice(prefix.length) }]
        : [],
    )
  return { ...map, nodes: ofLevel(map.nodes), ports: ofLevel(map.ports) }
}

const heatStates = new WeakMap<HeatState, Map<string, HeatState>>()

/** The heat map of what is shown. */
export function heatStateInside(state: HeatState, path: readonly string[]): HeatState {
  if (state.map === null || path.length === 0) return state
  const key = path.join('/')
  const ofState = heatStates.get(state) ?? new Map<string, HeatState>()
  heatStates.set(state, ofState)
  const inside = ofState.get(key) ?? { ...state, map: heatInside(state.map, path) }
  ofState.set(key, inside)
  return inside
}
