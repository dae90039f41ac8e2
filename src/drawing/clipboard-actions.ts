/** Copies of nodes: on the clipboard, between windows, beside the original. */
import { toFailure } from '../../runtime/core/errors/failure.ts'
import type { Fragment, Point } from '../document/commands.ts'
import { adoptFragment, copyFragment, pasteFragment } from '../document/commands.ts'
import type { ActionContext } from './action-context.ts'
import { readFragment, writeFragment } from './clipboard.ts'
import { findShift } from './find-place.ts'

export function createClipboardActions(context: ActionContext) {
  const { editor, say, failureText, toast, view } = context
  const { document: documents, session } = editor
  const current = () => documents.getState().document

  /** With the wires that lead into it: pasting decides whether they are drawn. */
  const chosen = (): Fragment => {
    const { nodes } = session.getState().selection
    return {
      ...copyFragment(current(), nodes),
      edges: current().edges.filter(({ to }) => nodes.has(to.node)),
    }
  }

  const insert = (fragment: Fragment, withWires: boolean, at: Point | null = null) => {
    const own = new Set(fragment.nodes.map(({ id }) => id))
    const edges = withWires ? fragment.edges : fragment.edges.filter(({ from }) => own.has(from.node))
    const shift = findShift(context, fragment.nodes, at === null ? null : view.screenToFlowPosition(at))
    const adopted = adoptFragment(current(), { nodes: fragment.nodes, edges }, shift)
    documents.getState().apply(pasteFragment(adopted))
    if (documents.getState().isReadOnly) return
    session.getState().select(adopted.nodes.map(({ id }) => id))
    session.getState().announce(say('canvas.pasted', { n: adopted.nodes.length }))
  }

  /** The text for the clipboard; null when no node is selected. */
  const copyText = (): string | null => {
    const fragment = chosen()
    if (fragment.nodes.length === 0) return null
    session.getState().announce(say('canvas.copied', { n: fragment.nodes.length }))
    return writeFragment(fragment)
  }

  /** @param at in pixels of the window; null: where it can be seen */
  const pasteText = (text: string, withWires = false, at: Point | null = null) => {
    try {
      const fragment = readFragment(text, say('canvas.clipboard'))
      if (fragment === null) toast({ text: say('canvas.pasteRefused'), tone: 'danger' })
      else insert(fragment, withWires, at)
    } catch (error) {
      toast({ text: failureText(toFailure(error).toJSON()), tone: 'danger' })
    }
  }

  return {
    copyText,
    pasteText,
    /** From a menu, where no clipboard event comes; a browser may refuse. */
    copy: async () => {
      const text = copyText()
      if (text === null) return
      await navigator.clipboard
        .writeText(text)
        .catch(() => toast({ text: say('canvas.clipboardRefused'), tone: 'danger' }))
    },
    paste: async (withWires: boolean, at: Point | null = null) => {
      const text = await navigator.clipboard.readText().catch(() => null)
      if (text === null) toast({ text: say('canvas.clipboardRefused'), tone: 'danger' })
      else pasteText(text, withWires, at)
    },
    duplicate: () => {
      const fragment = chosen()
      if (fragment.nodes.length > 0) insert(fragment, true)
    },
  }
}
