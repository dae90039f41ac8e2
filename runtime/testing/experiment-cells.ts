/** Experiments and their cells as tests need them: everything ordinary unless said otherwise. */
import type { Cell, ExperimentDefinition, ExperimentSummary, Variant } from '../core/wire/experiments.ts'

export function makeVariant(change: Partial<Variant> & Pick<Variant, 'id'>): Variant {
  return { name: change.id, pipeline: 'desk', overrides: [], adapters: {}, force: {}, ...change }
}

interface ExperimentChange {
  readonly variants: readonly Variant[]
  readonly definition?: Partial<ExperimentDefinition>
  readonly rows: number
  /** By variant; one null where left out. */
  readonly arms?: Readonly<Record<string, readonly (string | null)[]>>
  readonly state?: ExperimentSummary['state']
}

/** A complete experiment on the dataset `questions`, its first variant being the baseline. */
export function makeExperiment({
  variants,
  definition = {},
  rows,
  arms = {},
  state = 'complete',
}: ExperimentChange): ExperimentSummary {
  const armsOf = (id: string) => [...(arms[id] ?? [null])]
  const repetitions = definition.repetitions ?? 1
  const total = variants.reduce((sum, { id }) => sum + rows * repetitions * armsOf(id).length, 0)
  return {
    id: 'experiment-1',
    definition: {
      name: 'Adapters',
      dataset: 'questions',
      variants: [...variants],
      baseline: variants[0]?.id ?? 'base',
      repetitions: 1,
      concurrency: 1,
      seed: 1,
      warmUp: 3,
      rowTimeoutMs: 60_000,
      retries: 0,
      primaryMetric: 'f1',
      traces: 'differing',
      ...definition,
    },
    state,
    cells: { done: total, failed: 0, total },
    remainingMs: null,
    createdAt: '2026-01-02T03:04:05.000Z',
    finishedAt: state === 'complete' ? '2026-01-02T03:05:05.000Z' : null,
    manifest: {
      hash: 'a'.repeat(64),
      datasetVersion: 'b'.repeat(64),
      rows,
      variants: Object.fromEntries(
        variants.map(({ id }) => [
          id,
          { revision: 'c'.repeat(64), indexes: {}, intents: {}, banks: {}, arms: armsOf(id) },
        ]),
      ),
      software: { signalbox: '0.1.0', runtime: 'node' },
    },
    error: null,
  }
}

/** A cell that succeeded in 10 ms with an answer. */
export function makeCell(change: Partial<Cell> & Pick<Cell, 'variant' | 'row'>): Cell {
  return {
    repetition: 0,
    arm: null,
    status: 'succeeded',
    attempts: 1,
    order: 0,
    wallMs: 10,
    ttftMs: null,
    parts: { node: 6, queue: 0, engine: 4, load: 0 },
    answer: 'an answer',
    outputType: 'answer',
    abstained: false,
    intent: null,
    confidence: null,
    margin: null,
    outOfScope: null,
    alias: null,
    adapter: null,
    outcome: null,
    reason: null,
    documents: [],
    scores: {},
    tokens: null,
    error: null,
    runId: null,
    ...change,
  }
}
