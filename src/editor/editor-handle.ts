/** What a host can ask of an editor through its `ref`. */
import type { PipelineDocument } from '../../runtime/core/document/document.ts'
import type { DocumentIssue } from '../../runtime/core/document/issue.ts'
import { validatePipeline } from '../../runtime/core/document/validate.ts'
import type { RunView } from '../../runtime/core/trace/run-view.ts'
import type { CommandContext } from '../commands/command.ts'
import { isCommandEnabled } from '../commands/command.ts'
import { commandList } from '../commands/command-list.ts'
import { callCommand } from '../commands/use-commands.ts'
import { replaceDocument } from '../document/commands.ts'
import type { EditorActions } from '../drawing/use-editor-actions.ts'
import type { NodeTextReader } from '../messages/node-texts.ts'
import type { RunInputs } from '../runs/run-store.ts'
import { goToNodeInside } from '../session/go-to-node-inside.ts'
import type { PngOptions } from './export-drawing.tsx'

export interface EditorHandle {
  /** The document as it stands. */
  toJSON(): PipelineDocument
  /** Every fault of the document as it stands. */
  validate(): readonly DocumentIssue[]
  /** Puts another version of the document in place, as one step that can be undone. */
  replace(document: PipelineDocument): void
  undo(): void
  redo(): void
  /** What keys, menus and the toolbar do: add and connect nodes, copy, arrange, bring the whole into view. */
  readonly actions: EditorActions
  /** Everything that menus, keys and the finder call, in their order, in the reader's language. */
  commands(): readonly HostCommand[]
  /** Calls one by its id, such as `align-left`; false, and nothing happens, where it makes no sense now or there is none. */
  call(command: string): boolean
  /** Selects a node and brings it into view, with the inspector at one of its settings; `outer/inner` inside a sub-pipeline. */
  goToNode(node: string, setting?: string): void
  /** Runs the document as it stands, and gives what came of it; null where nothing can be run. */
  run(inputs: RunInputs): Promise<RunView | null>
  /** Draws a stored run on the canvas. */
  showRun(runId: string): void
  /** The drawing in the colours of the theme, as a text in SVG. */
  toSVG(): Promise<string>
  /** The same as a picture. @throws DRAWING_NOT_EXPORTED */
  toPNG(options?: PngOptions): Promise<Blob>
}

/** For a menu or a key of the host's own. */
export interface HostCommand {
  readonly id: string
  readonly title: string
  /** The keys that call it, as in `Mod+Shift+z`; none when empty. */
  readonly keys: readonly string[]
  /** Whether it makes sense now. */
  readonly isEnabled: boolean
}

export interface HandleParts {
  readonly context: CommandContext
  readonly texts: NodeTextReader
  /** The editor's element; null before it is in the page. */
  readonly root: () => Element | null
}

export function createHandle({ context, texts, root }: HandleParts): EditorHandle {
  const { editor, actions, say } = context
  const { whole: document, nodes, cards, session, runs, runner } = editor
  const { typed } = editor.drafts.getState()
  const current = () => {
    typed.settle()
    return document.getState().document
  }
  const drawing = () => ({ document: current(), nodes, cards, texts, say })
  const place = () => root() ?? globalThis.document.body
  return {
    toJSON: current,
    validate: () => validatePipeline(current(), nodes),
    replace: (next) => document.getState().apply(replaceDocument(next)),
    undo: actions.undo,
    redo: actions.redo,
    actions,
    commands: () => {
      const keymap = editor.keymap.getState()
      return commandList.map((command) => ({
        id: command.id,
        title: say(command.titleKey),
        keys: keymap.keysOf(command),
        isEnabled: isCommandEnabled(command, context),
      }))
    },
    call: (id) => {
      const command = commandList.find((one) => one.id === id)
      return command !== undefined && callCommand(command, context)
    },
    goToNode: (node, setting) => void goToNodeInside(editor, node, setting ?? null),
    run: async (inputs) => {
      if (runner === null) return null
      session.getState().show('drawer', true)
      await runs.getState().start(current(), inputs)
      return runs.getState().turns.at(-1)?.view ?? null
    },
    showRun: (runId) => {
      session.getState().show('drawer', true)
      void runs.getState().show(runId)
    },
    toSVG: async () => {
      const { exportSvg } = await import('./export-drawing.tsx')
      return exportSvg(drawing(), place())
    },
    toPNG: async (options) => {
      const { exportPng } = await import('./export-drawing.tsx')
      return exportPng(drawing(), place(), options)
    },
  }
}
