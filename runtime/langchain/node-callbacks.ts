/** Tells LangChain's callbacks of every node that runs: each is a child run of the pipeline's own, or of the node that it is inside of. */
import type { CallbackManager, CallbackManagerForChainRun } from '@langchain/core/callbacks/manager'
import type { PipelineDocument } from '../core/document/document.ts'
import { createNodeFinder } from '../core/document/find-inside.ts'
import { Failure } from '../core/errors/failure.ts'
import type { TracedValues, TraceEvent } from '../core/trace/events.ts'
import { splitSubRun, subRunOf } from '../core/trace/node-path.ts'
import type { Json } from '../core/values.ts'

export interface NodeCallbacks {
  onEvent(event: TraceEvent): void
  onLargeValue(hash: string, value: Json): void
  /** Resolves when the callbacks have heard everything so far. */
  settle(): Promise<void>
}

export function createNodeCallbacks(document: PipelineDocument, manager: CallbackManager): NodeCallbacks {
  const find = createNodeFinder(document.nodes)
  const runs = new Map<string, CallbackManagerForChainRun>()
  const large = new Map<string, Json>()
  let told: Promise<unknown> = Promise.resolve()

  const values = (traced: TracedValues): Record<string, Json> =>
    Object.fromEntries(
      Object.entries(traced).map(([name, value]) => [
        name,
        'hash' in value ? (large.get(value.hash) ?? value.preview) : value.value,
      ]),
    )

  const start = async (id: string, inputs: Record<string, Json>) => {
    const { type = '', name = id } = find(id) ?? {}
    const subRun = subRunOf(id)
    const outer = subRun === null ? undefined : runs.get(splitSubRun(subRun).node)
    const serialized = { lc: 1, type: 'not_implemented' as const, id: ['signalbox', 'nodes', type] }
    const metadata = { node: id, nodeType: type }
    const run = await (outer?.getChild() ?? manager).handleChainStart(
      serialized,
      inputs,
      undefined,
      'chain',
      undefined,
      metadata,
      name,
    )
    runs.set(id, run)
  }

  const tell = async (event: TraceEvent): Promise<void> => {
    switch (event.type) {
      case 'node-started':
        if (event.attempt === 1) await start(event.node, values(event.inputs))
        return
      case 'node-delta':
        return runs.get(event.node)?.handleText(event.delta)
      case 'node-finished':
        await runs.get(event.node)?.handleChainEnd(values(event.outputs))
        return
      case 'node-failed': {
        const { code, params } = event.error
        await runs.get(event.node)?.handleChainError(new Failure(code, params, { node: event.node }))
        return
      }
      default:
    }
  }

  return {
    // In the order of the events, and never waited for by the run itself.
    onEvent: (event) => {
      told = told.then(() => tell(event))
    },
    onLargeValue: (hash, value) => large.set(hash, value),
    settle: async () => {
      await told
    },
  }
}
