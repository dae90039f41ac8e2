/** When a part of the pipeline can be run, and where it begins or ends: at the one node that is chosen. */
import type { PlainMessageKey } from '../messages/catalogue.ts'
import type { CommandContext } from './command.ts'
import { findTypedInputs } from '../runs/filled-form.ts'
import { chosenNodes, hasOneNode, placeOf } from './command.ts'

export const theNode = (context: CommandContext): string => [...chosenNodes(context)][0] ?? ''

export const canRunPart = (context: CommandContext): boolean =>
  hasOneNode(context) && context.editor.runner !== null && !context.editor.runs.getState().isRunning

/** Going on needs a run on the canvas. */
export const canReuseRun = (context: CommandContext): boolean =>
  canRunPart(context) && context.editor.runs.getState().view.runId !== undefined

/** The inputs of the node by itself where nothing has run yet; null when something that it needs is missing. */
export const typedInputsOf = (context: CommandContext) =>
  findTypedInputs(context.editor, placeOf(context, theNode(context)))

export const reasonWhileRunning = ({ editor }: CommandContext): PlainMessageKey | null =>
  editor.runs.getState().isRunning ? 'commands.whileRunning' : null

export function reasonNoPart(context: CommandContext): PlainMessageKey | null {
  if (context.editor.runner === null) return null
  return hasOneNode(context) ? reasonWhileRunning(context) : 'commands.chooseOne'
}

/** `lacking` says what is missing where the node could be run otherwise. */
export const reasonNoReuse = (
  context: CommandContext,
  lacking: PlainMessageKey = 'commands.runFirst',
): PlainMessageKey | null =>
  reasonNoPart(context) ?? (context.editor.runner === null || canReuseRun(context) ? null : lacking)
