/** The experiment runner for programs: everything in memory, nothing stored. */
import { canonicalJson, sha256Hex } from '../../core/document/content-hash.ts'
import type { PipelineDocument } from '../../core/document/document.ts'
import { failure } from '../../core/errors/failure.ts'
import { createNodeRegistry } from '../../core/node/registry.ts'
import type { DatasetRow } from '../../core/wire/datasets.ts'
import type {
  Cell,
  CreateExperiment,
  ExperimentDefinition,
  ExperimentSummary,
  Manifest,
  Override,
  Report,
} from '../../core/wire/experiments.ts'
import { experimentDefinitionSchema } from '../../core/wire/experiments.ts'
import { compile } from '../../engine/compile.ts'
import type { CompileOptions } from '../../engine/run-environment.ts'
import type { Metric } from '../metrics/metric-table.ts'
import { metricTable } from '../metrics/metric-table.ts'
import { buildReport } from '../reports/build-report.ts'
import { applyOverrides } from './apply-overrides.ts'
import type { CompiledVariant } from './cell-runner.ts'
import { createCellRunner } from './cell-runner.ts'
import { checkDefinition } from './check-definition.ts'
import { compileBound, withoutSharedCache } from './compile-bound.ts'
import { chooseRows, encodeRows, pinRow, rowsInBlob, summariseInputs } from './manifest.ts'
import { pinRouting } from './pin-routing.ts'
import { planExperiment, TakenPlaces } from './plan.ts'
import { runCells } from './run-cells.ts'
import { packRows } from './row-pins.ts'
import type { RunCapture } from './run-capture.ts'
import { createRunCapture } from './run-capture.ts'

export interface ExperimentVariant {
  /** Lower-case letters, digits, "-" and "_"; unique. */
  readonly id: string
  /** @default its id */
  readonly name?: string
  readonly pipeline: PipelineDocument
  /** Settings of its nodes that are other than the document has them. */
  readonly overrides?: readonly Override[]
}

type Settings = Pick<
  CreateExperiment,
  'repetitions' | 'concurrency' | 'seed' | 'warmUp' | 'rowTimeoutMs' | 'retries' | 'limit' | 'primaryMetric'
>

export interface RunExperimentOptions extends Settings {
  /** @default 'Experiment' */
  readonly name?: string
  readonly rows: readonly DatasetRow[]
  readonly variants: readonly ExperimentVariant[]
  /** Id of the variant that the others are compared with. @default the first */
  readonly baseline?: string
  /** What the pipelines are compiled with: their node types, and `services` or `admit` where nodes need them. */
  readonly compile: Omit<CompileOptions, 'score'>
  /** @default the metric table */
  readonly metrics?: readonly Metric[]
  /** Ends it early; the cells so far are in the outcome, whose report then says that it is not complete. */
  readonly signal?: AbortSignal
  /** After cells were measured. */
  readonly onProgress?: (cells: ExperimentSummary['cells']) => void
}

export interface ExperimentOutcome {
  readonly report: Report
  /** In the order in which they were run. */
  readonly cells: readonly Cell[]
}

interface BoundVariant extends CompiledVariant {
  readonly pins: Manifest['variants'][string]
}

/**
 * Runs every row on every variant in seeded, interleaved order after a warm-up, scores the cells, and compares the variants in
 * pairs: what `signalbox experiment run` does, without a server, a data directory or Node. It needs the node types of the
 * pipelines and what these nodes ask for; where `compile.admit` is given, each variant is bound to its versions once. A cell that
 * fails is a result and no error. All cells are held in memory, about 1 KB each.
 *
 * @throws ZodError for settings out of their range (repetitions, concurrency, a variant's id …); EXPERIMENT_NO_ROWS, DUPLICATE_ID,
 *   BASELINE_UNKNOWN, METRIC_UNKNOWN, OVERRIDE_UNKNOWN and faults of documents; all of them before the first row
 */
export async function runExperiment(options: RunExperimentOptions): Promise<ExperimentOutcome> {
  const { metrics = metricTable, signal = new AbortController().signal, onProgress } = options
  const definition = defineExperiment(options)
  checkDefinition(definition, metrics)
  const rows = chooseRows(checkRows(options.rows), definition.limit, definition.seed)
  const capture = createRunCapture()
  const variants: BoundVariant[] = []
  const releases: (() => void)[] = []
  const createdAt = new Date().toISOString()
  const cells: Cell[] = []
  const { repetitions, seed, rowTimeoutMs: timeoutMs, retries } = definition
  const plan = planExperiment({ rows: rows.length, arms: options.variants.map(() => 1), repetitions, seed })
  const counts = { done: 0, failed: 0, total: plan.order.length * plan.shapes.length }
  try {
    for (const variant of options.variants)
      variants.push(await bindVariant(variant, options.compile, capture, { signal, releases }))
    await runCells({
      id: definition.name,
      definition,
      plan,
      taken: new TakenPlaces(plan),
      variants,
      runner: createCellRunner({ capture, timeoutMs, retries, createId: () => crypto.randomUUID(), metrics }),
      readRows: async (positions) => positions.flatMap((position) => rows[position] ?? []),
      experiments: {
        putCells: async (_id, placed) => {
          for (const { cell } of placed) cells.push(cell)
          return placed.length
        },
      },
      keepTrace: async () => undefined,
      isStopping: () => signal.aborted,
      signal,
      onBegun: () => undefined,
      onStored: (placed) => {
        counts.done += placed.length
        counts.failed += placed.filter(({ cell }) => cell.status !== 'succeeded').length
        onProgress?.({ ...counts })
      },
    })
  } finally {
    for (const release of releases) release()
  }
  const manifest = describeInputs(definition, rows, variants)
  const experiment: ExperimentSummary = {
    id: sha256Hex(manifest.hash).slice(0, 12),
    definition,
    state: counts.done === counts.total ? 'complete' : 'stopped',
    cells: counts,
    remainingMs: null,
    createdAt,
    finishedAt: new Date().toISOString(),
    manifest,
    error: null,
  }
  return { report: buildReport({ experiment, rows, cells }), cells: cells.sort((a, b) => a.order - b.order) }
}

/** @throws a ZodError for settings out of range */
function defineExperiment(options: RunExperimentOptions): ExperimentDefinition {
  const { name = 'Experiment', variants, baseline = variants[0]?.id, compile: _compile, ...rest } = options
  const { rows: _rows, metrics: _metrics, signal: _signal, onProgress: _onProgress, ...settings } = rest
  return experimentDefinitionSchema.parse({
    ...settings,
    name,
    dataset: 'rows',
    baseline,
    traces: 'none',
    variants: variants.map((variant) => ({
      id: variant.id,
      name: variant.name ?? variant.id,
      pipeline: variant.pipeline.id,
      overrides: variant.overrides ?? [],
    })),
  })
}

function checkRows(rows: readonly DatasetRow[]): readonly DatasetRow[] {
  if (rows.length === 0) throw failure('EXPERIMENT_NO_ROWS', { dataset: 'rows' })
  const ids = new Set<string>()
  for (const { id } of rows) {
    if (ids.has(id)) throw failure('DUPLICATE_ID', { id }, { path: '/rows' })
    ids.add(id)
  }
  return rows
}

async function bindVariant(
  { id, pipeline, overrides = [] }: ExperimentVariant,
  { admit, ...options }: RunExperimentOptions['compile'],
  capture: RunCapture,
  { signal, releases }: { readonly signal: AbortSignal; readonly releases: (() => void)[] },
): Promise<BoundVariant> {
  const nodes = 'get' in options.nodes ? options.nodes : createNodeRegistry(options.nodes)
  const document = withoutSharedCache(applyOverrides(pipeline, id, [...overrides], nodes))
  const compileOptions = { ...options, nodes, score: capture.score }
  const revisionOf = (revision: string) => ({ revision, indexes: {}, intents: {}, banks: {}, arms: [null] })
  if (admit === undefined) {
    const compiled = compile(document, compileOptions)
    return { id, arms: [{ alias: null, pipeline: compiled }], pins: revisionOf(compiled.revision) }
  }
  const keptAdmit: typeof admit = async (pins, cancelled) => {
    const admission = await admit(pins, cancelled)
    releases.push(admission.release)
    return admission
  }
  const { pipeline: compiled, admission } = await compileBound(document, compileOptions, keptAdmit, signal)
  const { indexes, intents, banks } = admission.pins
  return {
    id,
    arms: [{ alias: null, pipeline: compiled }],
    pins: {
      ...revisionOf(compiled.revision),
      indexes,
      intents,
      banks: Object.fromEntries(Object.entries(banks).map(([bank, { aliases }]) => [bank, aliases])),
      routing: await pinRouting(admission),
    },
  }
}

function describeInputs(
  definition: ExperimentDefinition,
  rows: readonly DatasetRow[],
  variants: readonly BoundVariant[],
): Manifest {
  const pinned = rows.map(pinRow)
  const blobs: string[] = []
  for (let from = 0; from < pinned.length; from += rowsInBlob)
    blobs.push(sha256Hex(encodeRows(pinned.slice(from, from + rowsInBlob))))
  const inputs = {
    definition,
    datasetVersion: sha256Hex(canonicalJson(pinned.map(({ hash }) => hash).sort())),
    rows: packRows(pinned),
    variants: Object.fromEntries(variants.map(({ id, pins }) => [id, pins])),
    software: { signalbox: '', runtime: '' },
  }
  return summariseInputs(inputs, blobs)
}
