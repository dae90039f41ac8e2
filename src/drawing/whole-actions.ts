/** What is done to the drawing as a whole. */
import { quick } from '../commands/canvas-view.ts'
import { toFailure } from '../../runtime/core/errors/failure.ts'
import { arrangeNodes } from '../document/commands.ts'
import { selectAlong } from '../document/select-along.ts'
import { stepAlong, wiresOf } from '../document/wires-of.ts'
import type { ActionContext } from './action-context.ts'
import { arrange } from './arrange.ts'
import { goToPart } from './focus.ts'
import { createPortNames } from './use-port-names.ts'

export function createWholeActions({
  editor,
  fitWhole,
  canvas,
  say,
  texts,
  toast,
  failureText,
}: ActionContext) {
  const { document: documents, session, nodes, workers } = editor
  const current = () => documents.getState().document
  const select = (chosen: readonly string[], wires: readonly string[] = []) => {
    session.getState().select(chosen, wires)
    session.getState().announce(say('canvas.selected', { n: chosen.length }))
  }

  const arrangeAll = async () => {
    const { layout } = workers
    const { selection } = session.getState()
    if (layout === undefined || documents.getState().isReadOnly) return
    const only = selection.nodes.size > 1 ? selection.nodes : new Set<string>()
    try {
      documents.getState().apply(arrangeNodes(await arrange(current(), nodes, layout, only, editor.cards)))
      session.getState().announce(say('canvas.arranged'))
      // React Flow has to have drawn the nodes at their new places first.
      globalThis.requestAnimationFrame(() => fitWhole(quick))
    } catch (error) {
      const reason = failureText(toFailure(error).toJSON())
      toast({ text: say('canvas.arrangeFailed', { reason }), tone: 'danger' })
    }
  }

  return {
    arrangeAll,
    fit: () => fitWhole(quick),
    stepWire: (direction: 1 | -1) => stepWire(direction, { editor, say, texts }),
    goToPart: (direction: 1 | -1) => {
      const frame = canvas()?.closest('[data-editor-frame]')
      if (frame !== null && frame !== undefined) goToPart(frame, direction)
    },
    /** The editor alone on the screen, or back into its page. */
    toggleFullScreen: () =>
      toggleFullScreen(canvas()).catch(() =>
        toast({ text: say('canvas.fullScreenRefused'), tone: 'danger' }),
      ),
    undo: () => documents.getState().undo(),
    redo: () => documents.getState().redo(),
    selectAll: () => {
      const { nodes: records, edges } = current()
      select(
        records.map(({ id }) => id),
        edges.map(({ id }) => id),
      )
    },
    invertSelection: () => {
      const { selection } = session.getState()
      select(
        current()
          .nodes.map(({ id }) => id)
          .filter((id) => !selection.nodes.has(id)),
      )
    },
    selectAlong: (way: 'upstream' | 'downstream') =>
      select([...selectAlong(current(), session.getState().selection.nodes, way)]),
  }
}

/** Fails where a frame, a browser or a policy of the host forbids it. */
async function toggleFullScreen(canvas: Element | null): Promise<void> {
  if (document.fullscreenElement === null) await canvas?.closest('.signalbox')?.requestFullscreen()
  else await document.exitFullscreen()
}

/** From the selected node to the first of its wires, or on to the next. */
function stepWire(
  direction: 1 | -1,
  {
    editor: { session, document: documents, nodes },
    say,
    texts,
  }: Pick<ActionContext, 'editor' | 'say' | 'texts'>,
): void {
  const { selection, select: choose, centre, announce } = session.getState()
  const node = selection.around ?? [...selection.nodes][0]
  if (node === undefined) return
  const { document } = documents.getState()
  const wires = wiresOf(document.edges, node)
  const wire = stepAlong(wires, [...selection.edges][0], direction)
  if (wire === undefined) return announce(say('canvas.noWires'))
  choose([], [wire.id], node)
  centre(wire.from.node === node ? wire.to.node : wire.from.node)
  const names = createPortNames(document.nodes, nodes, texts)
  announce(
    say('canvas.wireChosen', {
      from: names.portOf(wire.from.node, 'output', wire.from.port),
      to: names.portOf(wire.to.node, 'input', wire.to.port),
      place: wires.indexOf(wire) + 1,
      total: wires.length,
    }),
  )
}
