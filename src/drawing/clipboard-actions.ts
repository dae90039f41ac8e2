/** Copies of nodes and notes: on the clipboard, between windows, beside the original. */
import { toFailure } from '../../runtime/core/errors/failure.ts'
import type { Point } from '../document/commands.ts'
import type { Fragment } from '../document/fragment.ts'
import { adoptFragment, copyNodes, copyNote, pasteFragment } from '../document/fragment.ts'
import { deleteNote } from '../document/group-commands.ts'
import { afterFrame } from '../ui/after-frame.ts'
import type { ActionContext } from './action-context.ts'
import { readFragment, writeFragment } from './clipboard.ts'
import { findShift } from './find-place.ts'
import { focusNoteOnCanvas } from './focus.ts'

export function createClipboardActions(context: ActionContext) {
  const { editor, say, failureText, toast, view } = context
  const { document: documents, session } = editor
  const current = () => documents.getState().document

  /** A note, or the selected nodes with the wires that lead into them: pasting decides whether those are drawn. */
  const chosen = (note: string | null): Fragment => {
    if (note !== null) return copyNote(current(), note)
    const { nodes } = session.getState().selection
    return {
      ...copyNodes(current(), nodes),
      edges: current().edges.filter(({ to }) => nodes.has(to.node)),
    }
  }

  const insert = (fragment: Fragment, withWires: boolean, at: Point | null = null) => {
    const own = new Set(fragment.nodes.map(({ id }) => id))
    const edges = withWires ? fragment.edges : fragment.edges.filter(({ from }) => own.has(from.node))
    const copied = [...fragment.nodes, ...fragment.notes]
    const shift = findShift(context, copied, at === null ? null : view.screenToFlowPosition(at))
    const adopted = adoptFragment(current(), { ...fragment, edges }, shift)
    documents.getState().apply(pasteFragment(adopted))
    if (documents.getState().isReadOnly) return
    tellPasted(adopted)
  }

  const tellPasted = ({ nodes, notes }: Fragment) => {
    session.getState().select(nodes.map(({ id }) => id))
    const [note] = notes
    if (nodes.length > 0 || note === undefined) {
      session.getState().announce(say('canvas.pasted', { n: nodes.length }))
      return
    }
    session.getState().announce(say('canvas.notePasted'))
    // A menu that closes gives the focus back first.
    afterFrame(() => focusNoteOnCanvas(context.canvas(), note.id))
  }

  /** The text for the clipboard, of the note or else of what is selected; null when that is nothing. */
  const copyText = (note: string | null = null): string | null => {
    const fragment = chosen(note)
    const n = fragment.nodes.length
    if (n + fragment.notes.length === 0) return null
    session.getState().announce(n === 0 ? say('canvas.noteCopied') : say('canvas.copied', { n }))
    return writeFragment(fragment)
  }

  /** Whether the clipboard has it. */
  const copy = async (note: string | null = null): Promise<boolean> => {
    const text = copyText(note)
    if (text === null) return false
    return navigator.clipboard.writeText(text).then(
      () => true,
      () => {
        toast({ text: say('canvas.clipboardRefused'), tone: 'danger' })
        return false
      },
    )
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
    copy,
    cutNote: async (note: string) => {
      if (!(await copy(note))) return
      documents.getState().apply(deleteNote(note))
      // The note is gone: the canvas itself takes the keys.
      afterFrame(() => focusNoteOnCanvas(context.canvas(), note))
    },
    paste: async (withWires: boolean, at: Point | null = null) => {
      const text = await navigator.clipboard.readText().catch(() => null)
      if (text === null) toast({ text: say('canvas.clipboardRefused'), tone: 'danger' })
      else pasteText(text, withWires, at)
    },
    duplicate: (note: string | null = null) => {
      const fragment = chosen(note)
      if (fragment.nodes.length + fragment.notes.length > 0) insert(fragment, true)
    },
  }
}
