/** When a part of the pipeline can be run, and where it begins or ends: at the one node that is chosen, outside of sub-pipelines. */
import type { CommandContext } from './command.ts'
import { chosenNodes, hasOneNode, isInside } from './command.ts'

export const theNode = (context: CommandContext): string => [...chosenNodes(context)][0] ?? ''

export const canRunPart = (context: CommandContext): boolean =>
  hasOneNode(context) &&
  !isInside(context) &&
  context.editor.runner !== null &&
  !context.editor.runs.getState().isRunning

/** Going on needs a run on the canvas. */
export const canReuseRun = (context: CommandContext): boolean =>
  canRunPart(context) && context.editor.runs.getState().view.runId !== undefined
