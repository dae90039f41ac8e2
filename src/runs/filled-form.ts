/** The form of an editor as a run would take it now. */
import type { InputField } from '../../nodes/io/input.ts'
import type { Editor } from '../session/editor-context.tsx'
import { usablePins } from './pin-store.ts'
import { fillForChat, hasProblems, listFields, toInputs } from './run-form.ts'
import type { RunInputs } from './run-store.ts'
import { isTyped } from './typed-inputs.ts'

export interface FilledForm {
  readonly fields: readonly InputField[]
  /** With the conversation so far. */
  readonly values: RunInputs
  /** Whether a run can take it. */
  readonly isFilled: boolean
}

export function fillForm({ runs, whole, nodes }: Editor): FilledForm {
  const { draft, turns } = runs.getState()
  const fields = listFields(whole.getState().document, nodes)
  const values = fillForChat(fields, draft, turns, conversationOf(runs))
  return { fields, values, isFilled: !hasProblems(fields, values) }
}

/** The inputs of a run of one node by itself, before anything else has run; null when that node needs what is neither held by hand nor in the form. */
export function findTypedInputs(editor: Editor, place: string): RunInputs | null {
  const { whole, levels, nodes, pins } = editor
  // What is stored elsewhere has nothing that is held by hand.
  if (levels.store.getState().stored !== null) return null
  const { document } = whole.getState()
  const { fields, values, isFilled } = fillForm(editor)
  const held = usablePins(document, nodes, pins.getState().pins)
  if (!isTyped(document, place.split('/'), { pins: held, isFormFilled: isFilled })) return null
  return isFilled ? toInputs(fields, values) : {}
}

/** One id for the turns of one editor's conversation. */
const conversations = new WeakMap<object, string>()

function conversationOf(store: object): string {
  const id = conversations.get(store) ?? globalThis.crypto.randomUUID()
  conversations.set(store, id)
  return id
}
