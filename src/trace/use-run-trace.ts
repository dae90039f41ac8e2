/** One run of the server: stored, or followed live until it ends, over broken connections too. */
import { useEffect, useState } from 'react'
import type { FailureData } from '../../runtime/core/errors/failure.ts'
import { failure, toFailure } from '../../runtime/core/errors/failure.ts'
import type { TraceEvent } from '../../runtime/core/trace/events.ts'
import type { RunView } from '../../runtime/core/trace/run-view.ts'
import { emptyRunView, endRunView } from '../../runtime/core/trace/run-view.ts'
import type { RunSummary } from '../../runtime/core/wire/runs.ts'
import type { Connection } from '../runs/follow-run.ts'
import { followRun } from '../runs/follow-run.ts'
import { foldFrames } from '../runs/fold-frames.ts'
import { useServer } from '../session/server-context.tsx'

export interface RunTrace {
  readonly summary: RunSummary | null
  readonly events: readonly TraceEvent[]
  readonly view: RunView
  readonly connection: Connection
  readonly failure: FailureData | null
}

const nothing: RunTrace = { summary: null, events: [], view: emptyRunView, connection: 'live', failure: null }

/** `attempt`: another number reads the run anew. */
export function useRunTrace(runId: string, attempt: number): RunTrace {
  const server = useServer()
  const [trace, setTrace] = useState<RunTrace>(nothing)
  useEffect(() => {
    const controller = new AbortController()
    const { signal } = controller
    const change = (part: Partial<RunTrace>) => {
      if (!signal.aborted) setTrace((old) => ({ ...old, ...part }))
    }
    const read = async () => {
      const { summary, events } = await server.runs.get(runId)
      change({ ...nothing, summary })
      const collected: TraceEvent[] = []
      let last = emptyRunView
      const follow = (id: string, fromSeq: number) => server.runs.events(id, fromSeq, signal)
      const onConnection = (connection: Connection) => change({ connection })
      const source =
        summary.status === 'running'
          ? followRun(follow(runId, 0), { signal, resume: follow, onConnection })
          : events
      await foldFrames(collect(source, collected), emptyRunView, (view) => {
        last = view
        change({ view, events: [...collected] })
      })
      if (last.status === 'running' || last.status === 'idle') {
        change({ view: endRunView(last, 'interrupted', failure('RUN_INTERRUPTED', {}).toJSON()) })
      }
      if (summary.status === 'running') change({ summary: (await server.runs.get(runId)).summary })
    }
    read().catch((error: unknown) => change({ failure: toFailure(error).toJSON() }))
    return () => controller.abort()
  }, [server, runId, attempt])
  return trace
}

async function* collect(
  events: AsyncIterable<TraceEvent> | Iterable<TraceEvent>,
  into: TraceEvent[],
): AsyncGenerator<TraceEvent, void> {
  for await (const event of events) {
    into.push(event)
    yield event
  }
}
