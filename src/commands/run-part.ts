/** When a part of the pipeline can be run, and where it begins or ends: at the one node that is chosen. */
import type { PlainMessageKey } from '../messages/catalogue.ts'
import type { CommandContext } from './command.ts'
import { chosenNodes, hasOneNode } from './command.ts'

export const theNode = (context: CommandContext): string => [...chosenNodes(context)][0] ?? ''

export const canRunPart = (context: CommandContext): boolean =>
  hasOneNode(context) && context.editor.runner !== null && !context.editor.runs.getState().isRunning

/** Going on needs a run on the canvas. */
export const canReuseRun = (context: CommandContext): boolean =>
  canRunPart(context) && context.editor.runs.getState().view.runId !== undefined

export const reasonNoPart = (context: CommandContext): PlainMessageKey | null =>
  context.editor.runs.getState().isRunning ? 'commands.whileRunning' : null

export const reasonNoReuse = (context: CommandContext): PlainMessageKey | null =>
  context.editor.runs.getState().view.runId === undefined ? 'commands.runFirst' : reasonNoPart(context)
