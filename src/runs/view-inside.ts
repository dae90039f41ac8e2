/** A run as the pipeline inside a node saw it: events of its nodes stand in the trace as `node/inner`. */
import type { RunView } from '../../runtime/core/trace/run-view.ts'

const known = new WeakMap<RunView, Map<string, RunView>>()

/** `path`: the nodes that lead inside; the view itself when there are none. */
export function viewInside(view: RunView, path: readonly string[]): RunView {
  if (path.length === 0) return view
  const prefix = `${path.join('/')}/`
  const ofView = known.get(view) ?? new Map<string, RunView>()
  known.set(view, ofView)
  const inside = ofView.get(prefix) ?? {
    ...view,
    nodes: Object.fromEntries(
      Object.entries(view.nodes).flatMap(([node, state]) =>
        node.startsWith(prefix) ? [[node.slice(prefix.length), state]] : [],
      ),
    ),
    decisions: view.decisions.flatMap((decision) =>
      decision.node.startsWith(prefix) ? [{ ...decision, node: decision.node.slice(prefix.length) }] : [],
    ),
  }
  ofView.set(prefix, inside)
  return inside
}
