/** Follows a run to its end over a connection that may break: what is missing is fetched by `seq`, so nothing is lost or told twice. */
import { failure, toFailure } from '../../runtime/core/errors/failure.ts'
import type { TraceEvent } from '../../runtime/core/trace/events.ts'

export type Connection = 'live' | 'lost'

export interface FollowOptions {
  readonly signal: AbortSignal
  /** Opens the stream again from an event on. */
  readonly resume: (runId: string, fromSeq: number) => AsyncIterable<TraceEvent>
  readonly onConnection?: (connection: Connection) => void
  /** Waits between attempts, in milliseconds; after the last one the run counts as lost. For tests. */
  readonly delaysMs?: readonly number[]
}

/** About ten seconds: long enough for a restart, short enough to be told. */
const patience = [300, 700, 1_500, 3_000, 5_000]

/**
 * The events of `first`, and after a broken connection those that follow, until `run-finished`.
 *
 * @throws RUN_INTERRUPTED when the server came back without the run, the connection's failure when it did not come back
 */
export async function* followRun(
  first: AsyncIterable<TraceEvent>,
  { signal, resume, onConnection, delaysMs = patience }: FollowOptions,
): AsyncGenerator<TraceEvent, void> {
  let runId: string | undefined
  let nextSeq = 0
  let attempt = 0
  let open = () => first
  let isResumed = false
  for (;;) {
    let problem = failure('STREAM_BROKEN', { reason: 'it ended before the run did' })
    let hasEndedCleanly = false
    try {
      for await (const event of open()) {
        if (attempt > 0) onConnection?.('live')
        attempt = 0
        if (event.seq < nextSeq) continue
        nextSeq = event.seq + 1
        if (event.type === 'run-started') runId = event.runId
        yield event
        if (event.type === 'run-finished') return
      }
      hasEndedCleanly = true
    } catch (error) {
      problem = toFailure(error)
    }
    if (signal.aborted) return
    if (hasEndedCleanly && isResumed) throw failure('RUN_INTERRUPTED', {})
    const delayMs = delaysMs[attempt]
    const id = runId
    if (id === undefined || !isConnectionLoss(problem.code) || delayMs === undefined) throw problem
    attempt += 1
    onConnection?.('lost')
    await wait(delayMs, signal)
    if (signal.aborted) return
    isResumed = true
    open = () => resume(id, nextSeq)
  }
}

function isConnectionLoss(code: string): boolean {
  return code === 'STREAM_BROKEN' || code === 'SERVER_UNREACHABLE'
}

function wait(delayMs: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, delayMs)
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer)
        resolve()
      },
      { once: true },
    )
  })
}
