/** Putting nodes into a sub-pipeline, drawing one in place of its node, and going into one and out again. */
import { toFailure } from '../../runtime/core/errors/failure.ts'
import { changeTo } from '../document/commands.ts'
import type { ExtractRefusal } from '../document/extract-refusals.ts'
import type { InlineRefusal } from '../document/inline-refusals.ts'
import { NoPipelineStore } from '../document/levels.ts'
import type { Say } from '../messages/catalogue.ts'
import { titleOfNode } from '../messages/node-texts.ts'
import type { ActionContext } from './action-context.ts'
import { portTypeKeys } from './port-texts.ts'

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

function describeExtractRefusal(
  refusal: ExtractRefusal,
  say: Say,
  titleOf: (node: string) => string,
): string {
  switch (refusal.kind) {
    case 'no-type':
      return say('canvas.extractNoType')
    case 'nothing':
      return say('canvas.extractNothing')
    case 'end':
      return say('canvas.extractEnd', { title: titleOf(refusal.node) })
    case 'detour':
      return say('canvas.extractDetour', { title: titleOf(refusal.node) })
    case 'broken':
      return say('canvas.extractBroken', { title: titleOf(refusal.node), port: refusal.port })
    case 'type': {
      const type = say(portTypeKeys[refusal.type])
      return say('canvas.extractType', { title: titleOf(refusal.node), type })
    }
    case 'condition':
      return say('canvas.extractCondition', { title: titleOf(refusal.node), path: refusal.path })
    case 'no-output':
      return say('canvas.extractNoOutput')
    case 'too-many':
      return say('canvas.extractTooMany', { limit: refusal.limit })
  }
}

function describeInlineRefusal(refusal: InlineRefusal, say: Say, title: string): string {
  switch (refusal.kind) {
    case 'policy':
      return say('canvas.inlinePolicy', { title })
    case 'port':
      return say('canvas.inlinePort', { title, port: refusal.port })
    case 'bundle':
      return say('canvas.inlineBundle', { title })
    case 'default':
      return say('canvas.inlineDefault', { title, field: refusal.field })
    case 'two-results':
      return say('canvas.inlineTwoResults', { title, name: refusal.name })
    case 'text':
      return say('canvas.inlineText', { title, field: refusal.field })
    case 'condition':
      return say('canvas.inlineCondition', { title: refusal.node, path: refusal.path })
  }
}
