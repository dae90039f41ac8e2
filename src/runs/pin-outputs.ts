/** Holding what nodes gave in the run on the canvas, and letting go of it. */
import { failure, toFailure } from '../../runtime/core/errors/failure.ts'
import { withoutItems } from '../../runtime/core/trace/node-path.ts'
import type { Json } from '../../runtime/core/values.ts'
import type { Say } from '../messages/catalogue.ts'
import type { Editor } from '../session/editor-context.tsx'
import { pinLimit } from './pin-store.ts'
import { readTraced } from './read-traced.ts'

/** Held for every item where the node is inside one that works through a list. */
export const isPinned = ({ pins }: Editor, node: string): boolean =>
  Object.hasOwn(pins.getState().pins, withoutItems(node))

/** It has given something that can be held, and is not held yet. */
export function canPin(editor: Editor, node: string): boolean {
  const seen = editor.runs.getState().view.nodes[node]
  return seen?.state === 'finished' && Object.keys(seen.outputs).length > 0 && !isPinned(editor, node)
}

/** Pins those of the nodes, by their paths in the run, that are not; where all are pinned already, releases them. */
export async function togglePins(editor: Editor, chosen: Iterable<string>, say: Say): Promise<void> {
  const { pins, runner, runs, session } = editor
  const nodes = [...chosen]
  const fresh = nodes.filter((node) => canPin(editor, node))
  const { announce } = session.getState()
  if (fresh.length === 0 || runner === null) {
    const held = nodes.filter((node) => isPinned(editor, node))
    pins.getState().unpin(held.map(withoutItems))
    announce(say('trace.unpinned', { n: held.length }))
    return
  }
  const { view } = runs.getState()
  try {
    const values: Record<string, Record<string, Json>> = {}
    for (const node of fresh)
      values[withoutItems(node)] = await readTraced(view.nodes[node]?.outputs ?? {}, runner.value)
    if (!pins.getState().pin(values)) throw failure('BODY_TOO_LARGE', { limit: pinLimit })
    announce(say('trace.pinned', { n: fresh.length }))
  } catch (error) {
    session.getState().show('drawer', true)
    runs.setState({ failure: toFailure(error).toJSON() })
  }
}
