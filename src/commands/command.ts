/** What one can do in an editor: menus, keys, the finder and the host's `ref` all read the same list. */
import type { LucideIcon } from 'lucide-react'
import type { Point } from '../document/commands.ts'
import type { EditorActions } from '../drawing/use-editor-actions.ts'
import type { PlainMessageKey, Say } from '../messages/catalogue.ts'
import type { RunActions } from '../runs/use-run-actions.ts'
import { prefixInside } from '../runs/view-inside.ts'
import type { Editor } from '../session/editor-context.tsx'
import type { ToastMessage } from '../ui/toast-inbox.ts'
import type { CanvasView } from './canvas-view.ts'

export const commandSections = ['edit', 'select', 'node', 'arrange', 'view', 'run'] as const
export type CommandSection = (typeof commandSections)[number]

/** Where a right click offers it: on the empty canvas, on nodes, on a wire. */
export type MenuPlace = 'canvas' | 'nodes' | 'wire'

export interface CommandContext {
  readonly editor: Editor
  readonly actions: EditorActions
  readonly runs: RunActions
  readonly view: CanvasView
  readonly say: Say
  readonly tell: (message: ToastMessage) => void
  /** Where a right click on the empty canvas called it, in pixels of the window. */
  readonly at: Point | null
}

export interface EditorCommand {
  /** Stable: remapped keys and hosts refer to it. */
  readonly id: string
  readonly titleKey: PlainMessageKey
  readonly section: CommandSection
  readonly icon?: LucideIcon
  /** As in `Mod+Shift+z`; `Mod` is ⌘ on a Mac and Ctrl elsewhere. */
  readonly keys?: readonly string[]
  /** Keys that the browser turns into events which the canvas answers: shown, but not to be changed. */
  readonly browserKeys?: readonly string[]
  readonly menus?: readonly MenuPlace[]
  /** Not offered while the document is read-only. */
  readonly changesDocument?: boolean
  readonly isDangerous?: boolean
  /** Where its keys work besides the canvas: elsewhere in the editor, or there and while one types in a field. */
  readonly reach?: 'editor' | 'fields'
  readonly isEnabled?: (context: CommandContext) => boolean
  /** Why it makes no sense now, where that is not plain to see; menus say it, and so do its keys. */
  readonly reason?: (context: CommandContext) => PlainMessageKey | null
  /** Left out of menus, instead of greyed out, where what is selected is nothing that it is about. */
  readonly isShyInMenus?: boolean
  readonly run: (context: CommandContext) => unknown
}

export function isCommandEnabled(command: EditorCommand, context: CommandContext): boolean {
  if (command.changesDocument === true && context.editor.document.getState().isReadOnly) return false
  return command.isEnabled?.(context) ?? true
}

export const chosenNodes = ({ editor }: CommandContext) => editor.session.getState().selection.nodes
export const hasNodes = (context: CommandContext) => chosenNodes(context).size > 0
export const hasOneNode = (context: CommandContext) => chosenNodes(context).size === 1
/** Whether what is shown is stored elsewhere: what is held by hand belongs to nodes that are drawn here. */
export const isStored = ({ editor }: CommandContext) => editor.levels.store.getState().stored !== null
export const reasonStored = (context: CommandContext) =>
  isStored(context) ? ('commands.onlyDrawnHere' as const) : null
/** Where a node of what is shown stands in the document. */
export const placeOf = ({ editor }: CommandContext, node: string): string =>
  [...editor.levels.store.getState().path, node].join('/')
/** By which path the run on the canvas knows it. */
export function runPathOf({ editor }: CommandContext, node: string): string {
  const { view, items } = editor.runs.getState()
  return prefixInside(view, editor.levels.store.getState().path, items) + node
}
export const hasSelection = (context: CommandContext) =>
  hasNodes(context) || context.editor.session.getState().selection.edges.size > 0
