/** The requests that came to one node in the last runs, with all that a router's rules can read of them. */
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

/** Traces never change once a run has ended. Null: the request did not come to the node. */
const known = new WeakMap<Runner, Map<string, Promise<PastRequest | null>>>()

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
      if (run !== undefined) requests[at] = await recall(runner, run, node)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return requests.filter((one) => one !== null && one !== undefined)
}

function recall(
  runner: Runner,
  run: { readonly id: string; readonly question: string },
  node: string,
): Promise<PastRequest | null> {
  const ofRunner = known.get(runner) ?? new Map<string, Promise<PastRequest | null>>()
  known.set(runner, ofRunner)
  const key = `${run.id} ${node}`
  const reading = ofRunner.get(key) ?? readRun(runner, run, node)
  ofRunner.set(key, reading)
  reading.catch(() => ofRunner.delete(key))
  return reading
}

async function readRun(
  runner: Runner,
  { id, question }: { readonly id: string; readonly question: string },
  node: string,
): Promise<PastRequest | null> {
  const events: TraceEvent[] = []
  for await (const event of runner.trace(id, new AbortController().signal)) events.push(event)
  return readPastRequest(events, node, question)
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
