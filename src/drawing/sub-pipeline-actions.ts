/** Putting nodes into a sub-pipeline, drawing one in place of its node, and going into one and out again. */
import { toFailure } from '../../runtime/core/errors/failure.ts'
import { changeTo } from '../document/commands.ts'
import { NoPipelineStore } from '../document/stored-pipelines.ts'
import { titleOfNode } from '../messages/node-texts.ts'
import type { ActionContext } from './action-context.ts'

export function createSubPipelineActions(context: ActionContext) {
  const { editor, say, failureText, texts, toast } = context
  const { document: documents, levels, session, nodes } = editor
  const titleOf = (id: string) => {
    const record = documents.getState().document.nodes.find((one) => one.id === id)
    return record === undefined ? id : titleOfNode(record, nodes, texts)
  }
  const tell = (text: string) => session.getState().announce(text)
  const refuse = (text: string) => toast({ text, tone: 'danger' })
  /** False, with a message, where it could not be done. */
  const tryTo = async (work: () => Promise<boolean>): Promise<boolean> => {
    try {
      return await work()
    } catch (error) {
      refuse(
        error instanceof NoPipelineStore
          ? say('canvas.subPipelineNotKept', { pipeline: error.pipeline })
          : failureText(toFailure(error).toJSON()),
      )
      return false
    }
  }
  return {
    /** The chosen nodes, or those selected, become a sub-pipeline; false, with a message, where that cannot be. */
    extract: (chosen: ReadonlySet<string> = session.getState().selection.nodes) =>
      tryTo(async () => {
        const { extractPipeline } = await import('../document/extract-pipeline.ts')
        const { document } = documents.getState()
        const result = extractPipeline(document, nodes, chosen, say('canvas.subPipelineNew'))
        if (!result.isDone) {
          const { describeExtractRefusal } = await import('./refusal-texts.ts')
          refuse(describeExtractRefusal(result.refusal, say, titleOf))
          return false
        }
        documents.getState().apply(changeTo('extract', document, result.document))
        session.getState().select([result.node])
        tell(say('canvas.extracted', { n: chosen.size }))
        return true
      }),

    /** Draws the pipeline of a node in its place; false, with a message, where that cannot be. */
    inline: (node: string) =>
      tryTo(async () => {
        const { inlinePipeline } = await import('../document/inline-pipeline.ts')
        const child = await levels.load(node)
        if (child === undefined) return false
        const { document } = documents.getState()
        const result = inlinePipeline(document, nodes, node, child)
        if (!result.isDone) {
          const { describeInlineRefusal } = await import('./refusal-texts.ts')
          refuse(describeInlineRefusal(result.refusal, say, titleOf(node)))
          return false
        }
        documents.getState().apply(changeTo('inline', document, result.document))
        session.getState().select(result.nodes)
        tell(say('canvas.inlined', { n: result.nodes.length }))
        return true
      }),

    /** Shows the pipeline inside a node; false, with a message, where it cannot be read. */
    openInside: (node: string) =>
      tryTo(async () => {
        const { path } = levels.store.getState()
        const title = titleOf(node)
        await levels.open([...path, node])
        const isThere = levels.store.getState().path.length > path.length
        if (isThere) tell(say('canvas.openedInside', { title }))
        return isThere
      }),

    /** Shows the pipeline around what is shown; `depth`: how many nodes deep to stay. */
    goOut: (depth = levels.store.getState().path.length - 1) =>
      tryTo(async () => {
        const { path } = levels.store.getState()
        if (depth < 0 || depth >= path.length) return false
        await levels.open(path.slice(0, depth))
        return true
      }),
  }
}
