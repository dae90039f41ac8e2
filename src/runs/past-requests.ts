/** The requests that came to one node in the last runs, with all that a router's rules can read of them. */
import type { Keeper } from '../../runtime/core/recently-used.ts'
import { createKeeper } from '../../runtime/core/recently-used.ts'
import type { TraceEvent, TracedValue, TracedValues } from '../../runtime/core/trace/events.ts'
import type { Runner } from './runner.ts'

export interface PastRequest {
  readonly runId: string
  /** What the person asked, as the list of runs has it. */
  readonly question: string
  readonly user: string | undefined
  /** Of the request. */
  readonly inputs: TracedValues
  /** Of the node. */
  readonly value: TracedValue | undefined
  readonly intent: TracedValue | undefined
  /** By node, of those that had finished before. */
  readonly outputs: Readonly<Record<string, TracedValues>>
  /** The branch that it took then; null where the node did not get to decide. */
  readonly took: { readonly port: string; readonly label: string } | null
}

/** Of ended runs, whose traces never change: each is read once, whichever node asks. */
const known = new WeakMap<Runner, Keeper<readonly TraceEvent[]>>()

/** As many as the history of a runner lists, with room for those of another pipeline. */
const keptTraces = 120

/** Traces that are read at a time. */
const atOnce = 4

/** Newest first: of the runs that the runner's history lists. @throws what the runner throws */
export async function loadPastRequests(
  runner: Runner,
  pipelineId: string,
  node: string,
  signal: AbortSignal,
): Promise<readonly PastRequest[]> {
  const { items } = await runner.history(pipelineId)
  const ended = items.filter(({ status }) => status !== 'running')
  const requests: (PastRequest | null)[] = []
  let next = 0
  const work = async () => {
    for (let at = next++; at < ended.length && !signal.aborted; at = next++) {
      const run = ended[at]
      if (run === undefined) continue
      requests[at] = readPastRequest(await readEvents(runner, run.id), node, run.question)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return requests.filter((one) => one !== null && one !== undefined)
}

function readEvents(runner: Runner, runId: string): Promise<readonly TraceEvent[]> {
  const keep = known.get(runner) ?? createKeeper<readonly TraceEvent[]>(keptTraces)
  known.set(runner, keep)
  return keep(runId, () => readTrace(runner, runId))
}

async function readTrace(runner: Runner, runId: string): Promise<readonly TraceEvent[]> {
  const events: TraceEvent[] = []
  // Others may wait for the same trace: leaving does not end the reading.
  for await (const event of runner.trace(runId, new AbortController().signal)) events.push(event)
  return events
}

/** What one run brought to a node; null when it did not come there. */
export function readPastRequest(
  events: readonly TraceEvent[],
  node: string,
  question: string,
): PastRequest | null {
  const [start] = events
  const arrival = events.findIndex((event) => event.type === 'node-started' && event.node === node)
  const arrived = events[arrival]
  if (start?.type !== 'run-started' || arrived?.type !== 'node-started') return null
  const outputs = Object.fromEntries(
    events
      .slice(0, arrival)
      .flatMap((event) => (event.type === 'node-finished' ? [[event.node, event.outputs] as const] : [])),
  )
  const decided = events.flatMap((event) =>
    event.type === 'decision' && event.node === node ? [event.decision] : [],
  )[0]
  return {
    runId: start.runId,
    question,
    user: start.user,
    inputs: start.inputs,
    value: arrived.inputs['value'],
    intent: arrived.inputs['intent'],
    outputs,
    took: decided === undefined ? null : { port: decided.port, label: decided.rule?.label ?? decided.port },
  }
}
