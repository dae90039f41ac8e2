/** Runs one node by itself, with services of the test's own: for the tests of built-in and of other people's nodes. */
import type { NodeDefinition, NodeDelta } from '../core/node/define-node.ts'
import type { Services } from '../core/services/services.ts'
import type { DecisionRecord } from '../core/trace/decision.ts'
import type { Progress } from '../core/trace/events.ts'
import type { Generation } from '../core/trace/generation.ts'
import type { Json } from '../core/values.ts'

export interface RunNodeOptions {
  /** Only what the node needs. */
  readonly services?: object
  readonly inputs?: Readonly<Record<string, unknown>>
  readonly upstream?: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  readonly user?: string
  readonly signal?: AbortSignal
}

export interface NodeRun {
  readonly outputs: Readonly<Record<string, unknown>>
  readonly deltas: readonly NodeDelta[]
  readonly decisions: readonly DecisionRecord[]
  readonly annotations: Readonly<Record<string, Json>>
  readonly progress: readonly Progress[]
  readonly adapterLoads: readonly { readonly adapter: string; readonly loadMs: number }[]
  /** Each as it was told: once when the model was asked, and again with its tokens. */
  readonly generations: readonly Generation[]
}

/**
 * @throws what the node throws, zod's error when the settings are not valid, or an Error when what it streamed is not what
 * it returned
 */
export async function runNode(
  definition: NodeDefinition,
  values: Readonly<Record<string, unknown>>,
  config: unknown,
  options: RunNodeOptions = {},
): Promise<NodeRun> {
  const decisions: DecisionRecord[] = []
  const deltas: NodeDelta[] = []
  const annotations: Record<string, Json> = {}
  const progress: Progress[] = []
  const adapterLoads: { adapter: string; loadMs: number }[] = []
  const generations: Generation[] = []
  const result = definition.run(values, definition.config.parse(config), {
    nodeId: 'node',
    // The test gives exactly the services that the node names in `needs`.
    services: (options.services ?? {}) as Services,
    signal: options.signal ?? new AbortController().signal,
    trace: {
      annotate: (attributes) => Object.assign(annotations, attributes),
      progress: (told) => progress.push(told),
      decide: (record) => decisions.push({ node: 'node', ...record }),
      adapterLoaded: (adapter, loadMs) => adapterLoads.push({ adapter, loadMs }),
      generation: (asked) => generations.push(asked),
    },
    request: {
      runId: 'run',
      inputs: options.inputs ?? {},
      headers: {},
      ...(options.user === undefined ? {} : { user: options.user }),
    },
    upstream: options.upstream ?? {},
  })
  const outputs = await readOutputs(result, deltas)
  checkDeltas(outputs, deltas)
  return { outputs, deltas, decisions, annotations, progress, adapterLoads, generations }
}

async function readOutputs(result: unknown, deltas: NodeDelta[]): Promise<Readonly<Record<string, unknown>>> {
  // `defineNode` holds `run` to records and generators of records.
  if (typeof result !== 'object' || result === null || !(Symbol.asyncIterator in result)) {
    return (await result) as Readonly<Record<string, unknown>>
  }
  const generator = result as AsyncGenerator<NodeDelta, Readonly<Record<string, unknown>>, void>
  for (;;) {
    const next = await generator.next()
    if (next.done === true) return next.value
    deltas.push(next.value)
  }
}

/** Deltas joined are the text that the node returns: a client that read the stream needs nothing more. */
function checkDeltas(outputs: Readonly<Record<string, unknown>>, deltas: readonly NodeDelta[]): void {
  for (const port of new Set(deltas.map((delta) => delta.port))) {
    const streamed = deltas.map((delta) => (delta.port === port ? delta.delta : '')).join('')
    const value = outputs[port]
    const text = typeof value === 'object' && value !== null && 'text' in value ? value.text : value
    if (text !== streamed)
      throw new Error(`Port "${port}" streamed "${streamed}" and returned "${String(text)}".`)
  }
}
