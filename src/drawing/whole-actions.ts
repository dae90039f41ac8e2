/** What is done to the drawing as a whole. */
import { quick, whole } from '../commands/canvas-view.ts'
import { toFailure } from '../../runtime/core/errors/failure.ts'
import { arrangeNodes } from '../document/commands.ts'
import { selectAlong } from '../document/select-along.ts'
import type { ActionContext } from './action-context.ts'
import { arrange } from './arrange.ts'

export function createWholeActions({ editor, view, canvas, say, toast, failureText }: ActionContext) {
  const { document: documents, session, nodes, workers } = editor
  const current = () => documents.getState().document
  const fit = () => view.fitView({ ...quick, ...whole })
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
      globalThis.requestAnimationFrame(() => void fit())
    } catch (error) {
      const reason = failureText(toFailure(error).toJSON())
      toast({ text: say('canvas.arrangeFailed', { reason }), tone: 'danger' })
    }
  }

  return {
    arrangeAll,
    fit,
    /** The editor alone on the screen, or back into its page. */
    toggleFullScreen: async () => {
      const root = canvas()?.closest('.signalbox')
      try {
        if (document.fullscreenElement === null) await root?.requestFullscreen()
        else await document.exitFullscreen()
      } catch {
        // A frame, a browser or a policy of the host forbids it.
        toast({ text: say('canvas.fullScreenRefused'), tone: 'danger' })
      }
    },
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
