/** Experiments: checked, pinned, run in interleaved order, stopped and resumed, reported. */
import type { Stores } from '../core/stores/stores.ts'
import { Failure, failure, toFailure } from '../core/errors/failure.ts'
import type { ExperimentService } from '../core/services/experiments.ts'
import type { ExperimentSummary, Manifest } from '../core/wire/experiments.ts'
import { cellKeySchema, experimentDefinitionSchema } from '../core/wire/experiments.ts'
import { createCellRunner } from '../evaluation/experiments/cell-runner.ts'
import { checkDefinition } from '../evaluation/experiments/check-definition.ts'
import type { PinnedInputs } from '../evaluation/experiments/manifest.ts'
import type { ExperimentPlan } from '../evaluation/experiments/plan.ts'
import { planExperiment, TakenPlaces } from '../evaluation/experiments/plan.ts'
import type { OpenReportBuilding } from '../evaluation/reports/report-building.ts'
import { runCells } from '../evaluation/experiments/run-cells.ts'
import { createRunCapture } from '../evaluation/experiments/run-capture.ts'
import type { Metric } from '../evaluation/metrics/metric-table.ts'
import { metricTable } from '../evaluation/metrics/metric-table.ts'
import type { BlobKeeper } from './blob-keeper.ts'
import type { ExperimentDatasets } from './experiment-inputs.ts'
import { createRowReader, openInputs, refuseChanges } from './experiment-inputs.ts'
import type { ExperimentRecord, ExperimentRecords } from './experiment-records.ts'
import { newExperimentRecord, openExperimentRecords, summariseExperiment } from './experiment-records.ts'
import { createResultMethods } from './experiment-results.ts'
import type { VariantSources } from './experiment-variants.ts'
import { openVariants } from './experiment-variants.ts'
import type { LiveExperiment } from './live-experiment.ts'
import { createLiveExperiment } from './live-experiment.ts'
import { storeTrace } from './store-trace.ts'

export interface ExperimentsOptions {
  readonly stores: Pick<Stores, 'collections' | 'experiments' | 'runs'>
  readonly blobs: BlobKeeper
  readonly datasets: ExperimentDatasets
  readonly sources: VariantSources
  readonly createId: () => string
  readonly software: Manifest['software']
  /** @default the metric table */
  readonly metrics?: readonly Metric[]
  /** Where reports are made. @default the calling thread */
  readonly openReport?: OpenReportBuilding
}

export interface ExperimentServiceWithLife extends ExperimentService {
  /** Experiments that were running when the process died count as stopped from now on. */
  closeInterrupted(): Promise<void>
  /** Stops what runs and waits for it. */
  close(): Promise<void>
}

/** What the parts of the service share. */
export interface ExperimentContext extends ExperimentsOptions {
  readonly records: ExperimentRecords
  readonly live: Map<string, LiveExperiment>
  /** Starts under way: a second call waits for the first. */
  readonly starting: Map<string, Promise<ExperimentSummary>>
  /** To be stopped as soon as their start has come so far that they can be. */
  readonly stopSoon: Set<string>
}

/** A cell under way when an experiment is stopped may take so long to end. */
const stopPatienceMs = 10_000

export function createExperimentService(options: ExperimentsOptions): ExperimentServiceWithLife {
  const context: ExperimentContext = {
    ...options,
    records: openExperimentRecords(options.stores.collections, options.blobs),
    live: new Map(),
    starting: new Map(),
    stopSoon: new Set(),
  }
  const { records, live } = context
  const get = async (id: string): Promise<ExperimentSummary> => {
    const { record } = await records.get(id)
    return live.get(id)?.summary ?? summariseExperiment(id, record)
  }
  const stop = async (id: string): Promise<ExperimentSummary> => {
    await records.get(id)
    const begun = context.starting.get(id)
    if (begun !== undefined && !live.has(id)) {
      context.stopSoon.add(id)
      await begun.catch(() => undefined)
    }
    const running = live.get(id)
    running?.stop(stopPatienceMs)
    await running?.finished
    return get(id)
  }
  return {
    ...createResultMethods(context, get),
    get,
    stop,
    list: async () =>
      (await records.list())
        .map(({ id, record }) => live.get(id)?.summary ?? summariseExperiment(id, record))
        .sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1)),
    create: createCreate(context),
    remove: async (id) => {
      if (live.has(id)) throw failure('EXPERIMENT_RUNNING', { experiment: id })
      await records.remove(id)
      await options.stores.experiments.remove(id)
    },
    start: createStart(context, get),
    follow: async function* (id, signal) {
      const running = live.get(id)
      const changes = running?.changes.subscribe(signal)
      yield await get(id)
      if (running === undefined || changes === undefined) return
      yield* changes
      await running.finished
      if (signal?.aborted !== true) yield await get(id)
    },
    wait: async (id) => {
      await live.get(id)?.finished
      return get(id)
    },
    trace: createTrace(context),
    closeInterrupted: () => closeInterrupted(context),
    close: async () => {
      for (const running of live.values()) running.stop(0)
      await Promise.all([...live.values()].map(({ finished }) => finished))
    },
  }
}

function createCreate(context: ExperimentContext): ExperimentService['create'] {
  const { records, datasets, sources, metrics = metricTable } = context
  return async (request) => {
    const definition = experimentDefinitionSchema.parse(request)
    checkDefinition(definition, metrics)
    const { rows } = await datasets.get(definition.dataset)
    if (rows === 0) throw failure('EXPERIMENT_NO_ROWS', { dataset: definition.dataset })
    const opened = await openVariants(sources, definition, undefined, createRunCapture())
    opened.release()
    const record = newExperimentRecord(definition)
    const { id } = await createUnderFreeId(records, record)
    return summariseExperiment(id, record)
  }
}

/** Several experiments may have one name: the id counts them. */
async function createUnderFreeId(records: ExperimentRecords, record: ExperimentRecord) {
  let wanted: string | undefined
  for (let count = 2; ; count += 1) {
    try {
      return await records.create(record, wanted)
    } catch (error) {
      const taken =
        error instanceof Failure && error.code === 'RESOURCE_EXISTS' ? error.params['id'] : undefined
      if (typeof taken !== 'string') throw error
      const stem = wanted === undefined ? taken : wanted.replace(/-\d+$/, '')
      wanted = `${stem.slice(0, 56)}-${count}`
    }
  }
}

function createStart(
  context: ExperimentContext,
  get: (id: string) => Promise<ExperimentSummary>,
): ExperimentService['start'] {
  const { records, live, starting, stopSoon } = context
  return async (id) => {
    const { record } = await records.get(id)
    if (live.has(id) || record.state === 'complete') return get(id)
    const started =
      starting.get(id) ??
      begin(context, id, record).finally(() => {
        starting.delete(id)
        stopSoon.delete(id)
      })
    starting.set(id, started)
    return started
  }
}

async function begin(
  context: ExperimentContext,
  id: string,
  { definition, manifest }: ExperimentRecord,
): Promise<ExperimentSummary> {
  const { records, sources, datasets, software, live, stores } = context
  const capture = createRunCapture()
  const opened = await openVariants(sources, definition, manifest?.variants, capture)
  try {
    const unread = await openInputs(datasets, definition, opened, software)
    const pinned = await records.inputs(id)
    if (pinned !== undefined) await refuseChanges(id, pinned, unread)
    const inputs = pinned ?? (await records.pin(id, unread))
    const plan = planOf(inputs)
    const total = plan.order.length * plan.shapes.length
    const taken = new TakenPlaces(plan)
    taken.addAll(await stores.experiments.places(id))
    const { done, failed } = await stores.experiments.count(id)
    const change = {
      state: 'running',
      cells: { done, failed, total },
      finishedAt: null,
      error: null,
    } as const
    const running = await goLive(context, id, change)
    const begun = new Promise<void>((resolve) => {
      void runCells({
        id,
        definition,
        plan,
        taken,
        variants: opened.variants,
        runner: createCellRunner({
          capture,
          timeoutMs: definition.rowTimeoutMs,
          retries: definition.retries,
          createId: context.createId,
          ...(context.metrics === undefined ? {} : { metrics: context.metrics }),
        }),
        readRows: createRowReader(datasets, id, definition.dataset, inputs.rows),
        experiments: stores.experiments,
        keepTrace: async (trace) => {
          const variant = opened.variants.find((one) => one.id === trace.variant)
          if (variant !== undefined) await storeTrace(stores.runs, id, variant, trace)
        },
        isStopping: () => running.isStopping,
        signal: running.signal,
        onBegun: resolve,
        onStored: (cells) => running.addCells(cells),
      })
        .then(
          () => undefined,
          (error: unknown) => error,
        )
        .then((error: unknown) => rest(context, id, running, error))
        .finally(() => {
          opened.release()
          running.end()
          resolve()
        })
    })
    await begun
    return live.get(id)?.summary ?? summariseExperiment(id, (await records.get(id)).record)
  } catch (error) {
    opened.release()
    throw error
  }
}

/** It is there to be stopped and followed before its record says that it runs. */
async function goLive(
  { records, live, stopSoon }: ExperimentContext,
  id: string,
  change: Pick<ExperimentRecord, 'state' | 'cells' | 'finishedAt' | 'error'>,
): Promise<LiveExperiment> {
  const { record } = await records.get(id)
  const running = createLiveExperiment(summariseExperiment(id, { ...record, ...change }), () =>
    performance.now(),
  )
  live.set(id, running)
  if (stopSoon.has(id)) running.stop(stopPatienceMs)
  try {
    await records.change(id, (old) => ({ ...old, ...change }))
  } catch (error) {
    live.delete(id)
    running.end()
    throw error
  }
  return running
}

function planOf({ definition, rows, variants }: PinnedInputs): ExperimentPlan {
  return planExperiment({
    rows: rows.count,
    // In the order of the definition: the record of variants may come back in another.
    arms: definition.variants.map(({ id }) => variants[id]?.arms.length ?? 1),
    repetitions: definition.repetitions,
    seed: definition.seed,
  })
}

/** The experiment has come to rest: its record says how. */
async function rest(
  { records, live }: ExperimentContext,
  id: string,
  running: LiveExperiment,
  error: unknown,
): Promise<void> {
  const { cells } = running.summary
  const isComplete = cells.done >= cells.total
  const state = error !== undefined ? 'failed' : isComplete ? 'complete' : 'stopped'
  try {
    await records.change(id, (old) => ({
      ...old,
      state,
      cells,
      finishedAt: new Date().toISOString(),
      error: error === undefined ? null : bodyOf(toFailure(error)),
    }))
  } catch {
    // The store is what failed: the experiment is found interrupted at the next start.
  } finally {
    live.delete(id)
  }
}

function bodyOf(known: Failure): NonNullable<ExperimentSummary['error']> {
  const { params, ...data } = known.toJSON()
  return { ...data, params: { ...params } }
}

async function closeInterrupted({ records, live, stores }: ExperimentContext): Promise<void> {
  for (const { id, record } of await records.list()) {
    if (record.state !== 'running' || live.has(id)) continue
    const { done, failed } = await stores.experiments.count(id)
    const { total } = record.cells
    const isComplete = total > 0 && done >= total
    await records.change(id, (old) => ({
      ...old,
      state: isComplete ? 'complete' : 'stopped',
      cells: { ...old.cells, done, failed },
      finishedAt: new Date().toISOString(),
    }))
  }
}

function createTrace(context: ExperimentContext): ExperimentService['trace'] {
  const { records, stores, sources, datasets, software, createId } = context
  return async (id, key) => {
    const { variant, row, repetition, arm } = cellKeySchema.parse(key)
    const { record } = await records.get(id)
    const inputs = await records.inputs(id)
    const place = {
      row: (await records.rows(id)).findIndex((pinned) => pinned.id === row),
      variant: record.definition.variants.findIndex((one) => one.id === variant),
      repetition,
      arm: inputs?.variants[variant]?.arms.indexOf(arm) ?? -1,
    }
    const cell = await stores.experiments.cell(id, place)
    if (inputs === undefined || cell === undefined)
      throw failure('CELL_NOT_FOUND', { experiment: id, variant, row })
    if (cell.runId !== null && (await stores.runs.get(cell.runId)) !== undefined) return cell.runId
    const capture = createRunCapture()
    const opened = await openVariants(sources, record.definition, inputs.variants, capture)
    try {
      await refuseChanges(id, inputs, await openInputs(datasets, record.definition, opened, software))
      const { rowTimeoutMs: timeoutMs, retries, dataset } = record.definition
      const [found] = await createRowReader(datasets, id, dataset, inputs.rows)([place.row])
      const open = opened.variants[place.variant]
      if (found === undefined || open === undefined)
        throw failure('CELL_NOT_FOUND', { experiment: id, variant, row })
      const runner = createCellRunner({ capture, timeoutMs, retries, createId })
      const { signal } = new AbortController()
      const identity = { variant, row, repetition, arm, order: cell.order }
      const finished = await runner.run({ identity, variant: open, arm: place.arm, row: found }, signal)
      if (finished === undefined) throw failure('RUN_CANCELLED', {})
      await storeTrace(stores.runs, id, open, finished.trace)
      return finished.trace.runId
    } finally {
      opened.release()
    }
  }
}
