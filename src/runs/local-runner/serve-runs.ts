/** Runs pipelines where there is no server: in a worker, or in the page itself. */
import { builtinNodes } from '../../../nodes/index.ts'
import { createBrowserRuntime } from '../../../runtime/browser.ts'
import type { Runtime } from '../../../runtime/browser.ts'
import type { PipelineDocument } from '../../../runtime/core/document/document.ts'
import { toFailure } from '../../../runtime/core/errors/failure.ts'
import type { NodeDefinition } from '../../../runtime/core/node/define-node.ts'
import type { TraceEvent } from '../../../runtime/core/trace/events.ts'
import { prepareResources } from './prepare-resources.ts'
import type { CheckedResources } from './page-resources.ts'
import type { CallRequest, FromHost, Port, StreamRequest, ToHost } from './protocol.ts'

export { builtinNodes }

export interface ServeRunsOptions {
  /** Node types beside the built-in ones. */
  readonly nodes?: readonly NodeDefinition[]
  /** Where the editor asks. @default the worker's own scope */
  readonly port?: Port
}

// The compiler sees the scope of a page, whose messages go elsewhere.
const ownScope = globalThis as unknown as Port

const historyLimit = 50

/** Answers what the editor asks, with everything in memory. Called once, at the top of a worker. */
export function serveRuns({ nodes = [], port = ownScope }: ServeRunsOptions = {}): void {
  const send = (message: FromHost) => port.postMessage(message)
  const listening = new Map<number, AbortController>()
  let opened: Promise<Runtime> | undefined

  const open = (resources: CheckedResources): Promise<Runtime> => {
    opened ??= openRuntime(resources, nodes, send).catch((error: unknown) => {
      // What the page gave may be reachable the next time, such as a file of weights.
      opened = undefined
      throw error
    })
    return opened
  }
  const openedRuntime = () => opened ?? open({ indexes: [], intents: [], banks: [], readers: {} })

  const answerCall = async (request: CallRequest): Promise<unknown> => {
    if (request.call === 'open') {
      await open(request.params.resources)
      return null
    }
    const { runs } = (await openedRuntime()).services
    switch (request.call) {
      case 'cancel':
        await runs.cancel(request.params.runId)
        return null
      case 'history':
        return runs.list({ pipelineId: request.params.pipelineId, limit: historyLimit })
      case 'heatMap':
        return runs.heatMap(request.params.pipelineId, request.params.runs)
      case 'value':
        return runs.value(request.params.hash)
      case 'feedback':
        await runs.addFeedback(request.params.runId, request.params.feedback)
        return null
    }
  }
  const answerStream = async (request: StreamRequest): Promise<null> => {
    const left = new AbortController()
    listening.set(request.id, left)
    try {
      for await (const event of streamOf(await openedRuntime(), request, left.signal)) {
        send({ id: request.id, event })
      }
    } finally {
      listening.delete(request.id)
    }
    return null
  }

  port.addEventListener('message', ({ data }) => {
    // Only the editor's own half of the protocol speaks over this port.
    const request = data as ToHost
    if ('leave' in request) return listening.get(request.leave)?.abort()
    const answer = 'call' in request ? answerCall(request) : answerStream(request)
    answer.then(
      (result) => send({ id: request.id, result }),
      (error: unknown) => send({ id: request.id, error: toFailure(error).toJSON() }),
    )
  })
  send({ ready: [...builtinNodes, ...nodes].map(({ type }) => type) })
}

async function openRuntime(
  resources: CheckedResources,
  nodes: readonly NodeDefinition[],
  send: (message: FromHost) => void,
): Promise<Runtime> {
  const runtime = await createBrowserRuntime({ nodes, readers: resources.readers })
  try {
    await prepareResources(runtime.services, resources, (preparing) => send({ preparing }))
    return runtime
  } finally {
    send({ preparing: null })
  }
}

async function* streamOf(
  { services: { pipelines, runs } }: Runtime,
  request: StreamRequest,
  signal: AbortSignal,
): AsyncGenerator<TraceEvent, void> {
  if (request.stream === 'trace') return yield* runs.events(request.params.runId, { signal })
  const { document, inputs, ...part } = request.params
  await storeDraft(pipelines, document)
  const { runId } = await runs.start(document.id, { inputs: { ...inputs }, ...part })
  const cancel = () => void runs.cancel(runId)
  signal.addEventListener('abort', cancel, { once: true })
  if (signal.aborted) cancel()
  yield* runs.events(runId, { signal })
}

async function storeDraft(
  pipelines: Runtime['services']['pipelines'],
  document: PipelineDocument,
): Promise<void> {
  const draft = (await pipelines.list()).find(({ id }) => id === document.id)
  if (draft === undefined) await pipelines.create(document)
  else await pipelines.save(document.id, document, (await pipelines.get(document.id)).counter)
}
