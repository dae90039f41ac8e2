/** Runs the same inputs on the same revision once more. */
import type { SignalboxClient } from '../../runtime/client/client.ts'
import { failure } from '../../runtime/core/errors/failure.ts'
import type { TracedValues, TraceEvent } from '../../runtime/core/trace/events.ts'
import { readTraced } from '../runs/read-traced.ts'

export interface RepeatedRun {
  readonly pipelineId: string
  readonly revision: string
  readonly inputs: TracedValues
}

/** The id of the new run, once it has started. */
export async function runAgain(
  server: SignalboxClient,
  { pipelineId, revision, inputs }: RepeatedRun,
): Promise<string> {
  const values = await readTraced(inputs, server.runs.value)
  const events = server.runs.stream(pipelineId, { inputs: values, revision })
  const first = await events.next()
  if (first.done === true || first.value.type !== 'run-started') {
    throw failure('STREAM_BROKEN', { reason: 'it ended before the run began' })
  }
  // A client that stops reading cancels its run, so this one reads to the end; whoever looks follows by the run's own events.
  void readToEnd(events)
  return first.value.runId
}

async function readToEnd(events: AsyncGenerator<TraceEvent, void>): Promise<void> {
  try {
    for (;;) if ((await events.next()).done === true) return
  } catch {
    // What became of the run stands in its trace.
  }
}
