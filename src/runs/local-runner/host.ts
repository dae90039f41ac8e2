/** The page's end of the protocol: where runs happen, whichever side of a worker that is. */
import type { FailureData } from '../../../runtime/core/errors/failure.ts'
import { Failure, failure, toFailure } from '../../../runtime/core/errors/failure.ts'
import type { NodeDefinition } from '../../../runtime/core/node/define-node.ts'
import type { TraceEvent } from '../../../runtime/core/trace/events.ts'
import type { Calls, FromHost, Port, Preparing, Streams } from './protocol.ts'

export interface Host {
  /** The node types that can run there. */
  readonly nodes: ReadonlySet<string>
  /** @throws the failure that the other side answers, RUN_WORKER_LOST when it is gone */
  call<Name extends keyof Calls>(name: Name, params: Calls[Name]['params']): Promise<Calls[Name]['result']>
  stream<Name extends keyof Streams>(
    name: Name,
    params: Streams[Name]['params'],
    signal: AbortSignal,
  ): AsyncGenerator<TraceEvent, void>
  close(): void
}

interface WorkerHostOptions {
  readonly onPreparing: (preparing: Preparing | null) => void
  /** The worker broke down after it had started; another one has to be made. */
  readonly onLost: () => void
  readonly startPatienceMs: number
}

/** Null when the worker cannot be made or does not start. */
export async function openWorkerHost(
  makeWorker: () => Worker,
  { onPreparing, onLost, startPatienceMs }: WorkerHostOptions,
): Promise<Host | null> {
  let worker: Worker
  try {
    worker = makeWorker()
  } catch {
    return null
  }
  const link = openLink(worker, onPreparing, () => worker.terminate())
  let hasStarted = false
  const refused = new Promise<null>((resolve) => {
    const timer = setTimeout(() => resolve(null), startPatienceMs)
    worker.addEventListener('error', (event) => {
      // Policies and missing files show up here, not when the worker is made.
      event.preventDefault()
      clearTimeout(timer)
      resolve(null)
      if (!hasStarted) return
      link.break(failure('RUN_WORKER_LOST', { reason: event.message || 'it broke down' }))
      worker.terminate()
      onLost()
    })
    void link.ready.then(() => clearTimeout(timer))
  })
  const nodes = await Promise.race([link.ready, refused])
  if (nodes === null) {
    worker.terminate()
    return null
  }
  hasStarted = true
  return link.hostWith(nodes)
}

/** Runs in the page. What that takes is loaded now. */
export async function openPageHost(
  nodes: readonly NodeDefinition[],
  onPreparing: (preparing: Preparing | null) => void,
): Promise<Host> {
  const { builtinNodes, serveRuns } = await import('./serve-runs.ts')
  const builtin = new Set<string>(builtinNodes.map(({ type }) => type))
  const { port1, port2 } = new MessageChannel()
  const link = openLink(port1, onPreparing, () => port1.close())
  serveRuns({ port: port2, nodes: nodes.filter(({ type }) => !builtin.has(type)) })
  port1.start()
  port2.start()
  return link.hostWith(await link.ready)
}

interface Pending {
  readonly onEvent?: (event: TraceEvent) => void
  readonly onResult: (result: unknown) => void
  readonly onError: (error: unknown) => void
}

function openLink(port: Port, onPreparing: (preparing: Preparing | null) => void, close: () => void) {
  const pending = new Map<number, Pending>()
  let nextId = 1
  let broken: Error | undefined
  let announce: (nodes: ReadonlySet<string>) => void
  const ready = new Promise<ReadonlySet<string>>((resolve) => {
    announce = resolve
  })
  port.addEventListener('message', ({ data }) => {
    // Only our own half of the protocol speaks over this port.
    const message = data as FromHost
    if ('ready' in message) return announce(new Set(message.ready))
    if ('preparing' in message) return onPreparing(message.preparing)
    const asked = pending.get(message.id)
    if ('event' in message) return asked?.onEvent?.(message.event)
    pending.delete(message.id)
    if ('error' in message) asked?.onError(revive(message.error))
    else asked?.onResult(message.result)
  })
  const ask = (request: object, answer: Pending): number => {
    const id = nextId++
    if (broken !== undefined) {
      answer.onError(broken)
      return id
    }
    pending.set(id, answer)
    port.postMessage({ ...request, id })
    return id
  }
  const breakLink = (error: Error) => {
    broken ??= error
    for (const { onError } of pending.values()) onError(error)
    pending.clear()
  }
  const hostWith = (nodes: ReadonlySet<string>): Host => ({
    nodes,
    call: <Name extends keyof Calls>(call: Name, params: Calls[Name]['params']) =>
      new Promise<Calls[Name]['result']>((resolve, reject) => {
        ask(
          { call, params },
          // The other side answers each call with what the protocol says.
          { onResult: (result) => resolve(result as Calls[Name]['result']), onError: reject },
        )
      }),
    stream: (stream, params, signal) =>
      readStream(
        (answer) => ask({ stream, params }, answer),
        (id) => port.postMessage({ leave: id }),
        signal,
      ),
    close: () => {
      breakLink(failure('RUN_WORKER_LOST', { reason: 'the editor was closed' }))
      close()
    },
  })
  return { ready, hostWith, break: breakLink }
}

const revive = ({ code, params, ...place }: FailureData) => new Failure(code, params, place)

/** Events as they come; ends quietly when `signal` aborts, which also tells the other side. */
async function* readStream(
  open: (answer: Pending) => number,
  leave: (id: number) => void,
  signal: AbortSignal,
): AsyncGenerator<TraceEvent, void> {
  const waiting: TraceEvent[] = []
  let end: { readonly error: unknown } | { readonly isOver: true } | undefined
  let wake = () => {}
  const id = open({
    onEvent: (event) => {
      waiting.push(event)
      wake()
    },
    onResult: () => {
      end ??= { isOver: true }
      wake()
    },
    onError: (error) => {
      end ??= { error: toFailure(error) }
      wake()
    },
  })
  const stop = () => {
    end ??= { isOver: true }
    leave(id)
    wake()
  }
  signal.addEventListener('abort', stop, { once: true })
  if (signal.aborted) stop()
  try {
    for (;;) {
      const event = waiting.shift()
      if (event !== undefined) yield event
      else if (end !== undefined) break
      else await new Promise<void>((resolve) => (wake = resolve))
    }
    if ('error' in end) throw end.error
  } finally {
    signal.removeEventListener('abort', stop)
  }
}
