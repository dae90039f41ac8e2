import { beforeEach, describe, expect, it } from 'vitest'
import type { RuntimeServices } from '../core/services/runtime-services.ts'
import type { Cell, CreateExperiment } from '../core/wire/experiments.ts'
import { builtinNodes } from '../../nodes/index.ts'
import { createNodeRegistry } from '../core/node/registry.ts'
import type { Metric } from '../evaluation/metrics/metric-table.ts'
import { createBlobKeeper } from './blob-keeper.ts'
import { createExperimentService } from './experiments.ts'
import { openMemoryStores } from '../storage/memory/open-stores.ts'
import { composeTestServices } from '../testing/compose-test-services.ts'
import { node, pipelineOf, wire } from '../testing/pipelines.ts'
import { fillLab, labExperiment, labNodes, labRows } from '../testing/experiment-lab.ts'

let services: RuntimeServices
beforeEach(async () => {
  services = composeTestServices({ nodes: labNodes }).services
  await fillLab(services, 6)
})

async function allCells(id: string): Promise<Cell[]> {
  const cells: Cell[] = []
  for await (const batch of services.experiments.readCells(id)) cells.push(...batch)
  return cells
}

async function runThrough(definition: CreateExperiment) {
  const { id } = await services.experiments.create(definition)
  await services.experiments.start(id)
  return services.experiments.wait(id)
}

describe('an experiment', () => {
  it('runs every row on every variant, repeated, once each, in interleaved blocks', async () => {
    const { id, state, cells, manifest } = await runThrough(labExperiment({ repetitions: 2, concurrency: 3 }))
    expect(state).toBe('complete')
    expect(cells).toEqual({ done: 24, failed: 0, total: 24 })
    const all = await allCells(id)
    expect(new Set(all.map(({ row, variant, repetition }) => `${row} ${variant} ${repetition}`)).size).toBe(
      24,
    )
    expect(all.filter(({ variant }) => variant === 'plain').every(({ scores }) => scores['em'] === 1)).toBe(
      true,
    )
    expect(all.filter(({ variant }) => variant === 'wrong').every(({ scores }) => scores['em'] === 0)).toBe(
      true,
    )
    // Each row's cells follow one another in the order of the experiment.
    for (const { id: row } of labRows(6)) {
      const orders = all.filter((cell) => cell.row === row).map(({ order }) => order)
      const first = Math.min(...orders)
      expect(orders.sort((x, y) => x - y)).toEqual([first, first + 1, first + 2, first + 3])
    }
    expect(manifest).toMatchObject({
      rows: 6,
      variants: { plain: { arms: [null] }, wrong: { arms: [null] } },
    })
  })

  it('counts failures, attempts and time limits by cell, and goes on', async () => {
    const base = labExperiment()
    const { id, state, cells } = await runThrough({
      ...base,
      retries: 2,
      rowTimeoutMs: 40,
      variants: [
        ...base.variants,
        {
          id: 'failing',
          name: 'Failing',
          pipeline: 'lab',
          overrides: [{ node: 'step', path: 'config.failOn', value: '4' }],
        },
        {
          id: 'late',
          name: 'Late',
          pipeline: 'lab',
          overrides: [{ node: 'step', path: 'config.waitMs', value: 5_000 }],
        },
      ],
      limit: 6,
      concurrency: 24,
    })
    expect([state, cells]).toEqual(['complete', { done: 24, failed: 7, total: 24 }])
    const all = await allCells(id)
    const failed = all.filter(({ variant, status }) => variant === 'failing' && status === 'failed')
    expect(failed).toMatchObject([
      { row: 'r4', attempts: 3, error: { code: 'UNEXPECTED', node: 'step' }, scores: {} },
    ])
    const late = all.filter(({ variant }) => variant === 'late')
    expect(
      late.every(({ status, error }) => status === 'timed-out' && error?.code === 'DEADLINE_EXCEEDED'),
    ).toBe(true)
  })

  it('stores the traces of rows on which variants differ, apart from the runs that people asked for', async () => {
    const { id } = await runThrough(labExperiment())
    const [cell] = await allCells(id)
    expect(cell?.runId).not.toBeNull()
    expect(await services.runs.get(cell?.runId ?? '')).toMatchObject({ experiment: id, answer: cell?.answer })
    expect((await services.runs.list({})).total).toBe(0)
    expect((await services.runs.list({ experiment: id })).total).toBe(12)
  })

  it('runs a cell again for its trace where none was stored', async () => {
    const { id } = await runThrough(labExperiment({ traces: 'none' }))
    const runId = await services.experiments.trace(id, { variant: 'wrong', row: 'r2' })
    expect(await services.runs.get(runId)).toMatchObject({ answer: 'not q 2', status: 'succeeded' })
    await expect(services.experiments.trace(id, { variant: 'wrong', row: 'r9' })).rejects.toMatchObject({
      code: 'CELL_NOT_FOUND',
    })
  })

  it('names no trace that was removed by age, and makes it again when it is asked for', async () => {
    const stores = openMemoryStores()
    services = composeTestServices({ nodes: labNodes, stores }).services
    await fillLab(services, 3)
    const { id } = await runThrough(labExperiment({ traces: 'all' }))
    const traced = async () => (await services.experiments.cells(id, { row: 'r1' })).items.map((c) => c.runId)
    expect(await traced()).not.toContain(null)
    await stores.runs.prune({ before: '', keepRuns: 0, keepBytes: 0, limit: 100 })
    expect(await traced()).toEqual([null, null])
    const runId = await services.experiments.trace(id, { variant: 'wrong', row: 'r1' })
    expect(await services.runs.get(runId)).toMatchObject({ answer: 'not q 1' })
  })

  it('gives all cells by column, which agree with the cells', async () => {
    const { id } = await runThrough(labExperiment())
    const scores = await services.experiments.scores(id)
    const all = await allCells(id)
    expect(scores.cells).toBe(12)
    const told = scores.columns.row.map((row, cell) => [
      scores.rows[row ?? -1],
      scores.variants[scores.columns.variant[cell] ?? -1],
      scores.scores['em']?.[cell],
      scores.columns.wallMs[cell],
    ])
    const toMicrosecond = (ms: number) => Number(ms.toFixed(3))
    expect(told).toEqual(
      all.map((cell) => [cell.row, cell.variant, cell.scores['em'], toMicrosecond(cell.wallMs)]),
    )
    expect(scores.columns.answer).toEqual(all.map(({ variant }) => (variant === 'plain' ? 0 : 1)))
    expect(new Set(scores.columns.documents)).toEqual(new Set([0]))
    const { values = [], byRow = [] } = scores.slices['intent'] ?? {}
    expect(byRow.map((code) => values[code ?? -1])).toEqual(['odd', 'even', 'even', 'odd', 'even', 'even'])
  })

  it('takes the same rows for a limit whatever else happens, and reports what it measured', async () => {
    const first = await runThrough(labExperiment({ limit: 3, seed: 5 }))
    const second = await runThrough(labExperiment({ limit: 3, seed: 5 }))
    const rowsOf = async (id: string) => (await services.experiments.rows(id)).map((row) => row.id)
    expect(await rowsOf(first.id)).toHaveLength(3)
    expect(await rowsOf(second.id)).toEqual(await rowsOf(first.id))
    expect([first.id, second.id]).toEqual(['lab', 'lab-2'])
    const report = await services.experiments.report(first.id)
    expect(report.isComplete).toBe(true)
    expect(report.variants.map(({ quality }) => quality['em']?.value)).toEqual([1, 0])
  })

  it('follows its progress to the end, and is removed with its cells', async () => {
    const { id } = await services.experiments.create(labExperiment())
    await services.experiments.start(id)
    const seen: string[] = []
    for await (const { state } of services.experiments.follow(id)) seen.push(state)
    expect(seen.at(-1)).toBe('complete')
    await services.experiments.remove(id)
    await expect(services.experiments.get(id)).rejects.toMatchObject({ code: 'EXPERIMENT_NOT_FOUND' })
  })
})

describe('a stopped experiment', () => {
  const slow: CreateExperiment = {
    ...labExperiment({ warmUp: 0 }),
    variants: [
      {
        id: 'slow',
        name: 'Slow',
        pipeline: 'lab',
        overrides: [{ node: 'step', path: 'config.waitMs', value: 5 }],
      },
    ],
    baseline: 'slow',
  }

  it('keeps what it has, says that it is partial, and goes on with the cells that are missing', async () => {
    const { id } = await services.experiments.create(slow)
    await services.experiments.start(id)
    const stopped = await services.experiments.stop(id)
    expect(stopped.state).toBe('stopped')
    expect(stopped.cells.done).toBeLessThan(6)
    expect((await services.experiments.report(id)).isComplete).toBe(false)
    await services.experiments.start(id)
    expect(await services.experiments.wait(id)).toMatchObject({ state: 'complete', cells: { done: 6 } })
    expect((await allCells(id)).map(({ row }) => row)).toEqual(labRows(6).map(({ id: row }) => row))
  })

  it('stops although its start is still under way', async () => {
    const { id } = await services.experiments.create(slow)
    const started = services.experiments.start(id)
    expect(await services.experiments.stop(id)).toMatchObject({ state: 'stopped', cells: { done: 0 } })
    await started
  })

  it('lets others have their turn although no cell ever waits', async () => {
    const { id } = await services.experiments.create(labExperiment({ repetitions: 20 }))
    await services.experiments.start(id)
    let turns = 0
    const timer = setInterval(() => (turns += 1), 1)
    await services.experiments.wait(id)
    clearInterval(timer)
    expect(turns).toBeGreaterThan(0)
  })

  it('stops and is followed to its rest from the moment it says that it runs', async () => {
    const { id } = await services.experiments.create(slow)
    const started = services.experiments.start(id)
    while ((await services.experiments.get(id)).state !== 'running') await Promise.resolve()
    const states: string[] = []
    const followed = (async () => {
      for await (const { state } of services.experiments.follow(id)) states.push(state)
    })()
    expect((await services.experiments.stop(id)).state).toBe('stopped')
    await Promise.all([started, followed])
    expect(states.at(-1)).toBe('stopped')
  })

  it('refuses inputs that have changed, and names them', async () => {
    const { id } = await services.experiments.create(slow)
    await services.experiments.start(id)
    await services.experiments.stop(id)
    await services.datasets.putRows('lab', [
      { id: 'r1', inputs: { question: 'other' } },
      { id: 'new', inputs: { question: 'new' } },
    ])
    await services.datasets.removeRows('lab', ['r5'])
    await expect(services.experiments.start(id)).rejects.toMatchObject({
      code: 'EXPERIMENT_INPUTS_CHANGED',
      params: { added: 'new', removed: 'r5', changed: 'r1' },
    })
    expect((await services.experiments.get(id)).state).toBe('stopped')
  })

  it('goes on with the revision that it was pinned to, whatever became of the draft', async () => {
    const { id } = await services.experiments.create(slow)
    await services.experiments.start(id)
    await services.experiments.stop(id)
    const { document, counter } = await services.pipelines.get('lab')
    const nodes = document.nodes.map((one) =>
      one.id === 'step' ? { ...one, config: { prefix: 'draft ' } } : one,
    )
    await services.pipelines.save('lab', { ...document, nodes }, counter)
    await services.experiments.start(id)
    await services.experiments.wait(id)
    expect((await allCells(id)).every(({ scores }) => scores['em'] === 1)).toBe(true)
  })

  it('that was running when the process died counts as stopped', async () => {
    const stores = openMemoryStores()
    const first = composeTestServices({ nodes: labNodes, stores })
    await fillLab(first.services, 3)
    const { id } = await first.services.experiments.create(slow)
    const record = await stores.collections.get('experiment', id)
    await stores.collections.put('experiment', id, { ...Object(record?.value), state: 'running' })
    const second = composeTestServices({ nodes: labNodes, stores })
    await second.closeInterruptedExperiments()
    expect((await second.services.experiments.get(id)).state).toBe('stopped')
  })
})

describe('what is wrong with an experiment is said before its first row', () => {
  const [plain] = labExperiment().variants
  const override = (path: string, value: string | number = 1, of = 'step') =>
    labExperiment({
      variants: [{ id: 'plain', name: 'P', pipeline: 'lab', overrides: [{ node: of, path, value }] }],
    })

  it.each<[string, CreateExperiment, string, object]>([
    ['no such dataset', labExperiment({ dataset: 'none' }), 'DATASET_NOT_FOUND', {}],
    [
      'no such pipeline',
      labExperiment({ variants: [{ id: 'plain', name: 'P', pipeline: 'x' }] }),
      'PIPELINE_NOT_FOUND',
      {},
    ],
    [
      'two variants of one id',
      labExperiment({ variants: [plain, plain].flatMap((v) => v ?? []) }),
      'DUPLICATE_ID',
      { id: 'plain' },
    ],
    ['no such baseline', labExperiment({ baseline: 'x' }), 'BASELINE_UNKNOWN', { baseline: 'x' }],
    ['no such metric', labExperiment({ primaryMetric: 'x' }), 'METRIC_UNKNOWN', { metric: 'x' }],
    ['no such node', override('config.prefix', 'a', 'x'), 'OVERRIDE_NODE_UNKNOWN', { node: 'x' }],
    ['no such setting', override('config.prefxi', 'a'), 'OVERRIDE_UNKNOWN', { setting: 'config.prefxi' }],
    ['no such policy', override('policy.patience'), 'OVERRIDE_UNKNOWN', { setting: 'policy.patience' }],
    [
      'a value that does not fit',
      override('config.waitMs', 'soon'),
      'OVERRIDE_INVALID',
      { setting: 'config.waitMs' },
    ],
    [
      'a bank that the pipeline does not use',
      labExperiment({ variants: [{ id: 'plain', name: 'P', pipeline: 'lab', force: { desk: null } }] }),
      'VARIANT_BANK_UNUSED',
      { bank: 'desk' },
    ],
  ])('%s', async (_what, definition, code, params) => {
    await expect(services.experiments.create(definition)).rejects.toMatchObject({ code, params })
    expect(await services.experiments.list()).toEqual([])
  })

  it('a dataset without rows', async () => {
    await services.datasets.create({ id: 'empty', name: 'Empty' })
    await expect(services.experiments.create(labExperiment({ dataset: 'empty' }))).rejects.toMatchObject({
      code: 'EXPERIMENT_NO_ROWS',
    })
  })

  it('one row is enough, and too few for verdicts', async () => {
    await services.datasets.removeRows('lab', ['r0', 'r1', 'r2', 'r3', 'r4'])
    const { id, cells } = await runThrough(labExperiment())
    expect(cells.done).toBe(2)
    const { variants } = await services.experiments.report(id)
    expect(variants[1]?.verdicts.find(({ metric }) => metric === 'f1')?.outcome).toBe('too-few')
  })

  it('outputs of different types are named, and rows without a label are counted', async () => {
    await services.pipelines.create(
      pipelineOf(
        [node('ask', 'input'), node('measure', 'length-step'), node('answer', 'output')],
        [wire('ask.question', 'measure.text'), wire('measure.length', 'answer.value')],
        'number',
      ),
    )
    const base = labExperiment()
    const { id } = await runThrough({
      ...base,
      variants: [...base.variants, { id: 'number', name: 'Number', pipeline: 'number' }],
    })
    const { warnings, variants } = await services.experiments.report(id)
    expect(warnings.map(({ code }) => code)).toContain('REPORT_OUTPUT_TYPES')
    expect(variants[2]?.unscored).toMatchObject({ em: 6, f1: 6 })
    const numbers = (await allCells(id)).filter(({ variant }) => variant === 'number')
    expect(numbers[0]).toMatchObject({
      outputType: 'number',
      scores: { em: null },
      scoreFaults: { em: 'METRIC_NO_TEXT' },
    })
  })

  it('an answer metric over rows that have no answers is named', async () => {
    await services.datasets.putRows(
      'lab',
      labRows(6).map(({ id, inputs }) => ({ id, inputs })),
    )
    const { id, state } = await runThrough(labExperiment())
    const { warnings, variants } = await services.experiments.report(id)
    expect(state).toBe('complete')
    expect(variants[0]?.quality['f1']).toBeUndefined()
    expect(warnings.map(({ params }) => params['metric'])).toContain('f1')
  })
})

it('a metric that gives no number gives none, and its cells say why', async () => {
  const stores = openMemoryStores()
  const composed = composeTestServices({ nodes: labNodes, stores })
  await fillLab(composed.services, 3)
  const { sources } = composed
  const { pipelines, datasets } = composed.services
  const nan: Metric = { name: 'f1', needs: 'answers', isBinary: false, score: () => 0 / 0 }
  const experiments = createExperimentService({
    stores,
    blobs: createBlobKeeper(stores),
    datasets,
    sources: { ...sources, pipelines, nodes: createNodeRegistry([...builtinNodes, ...labNodes]) },
    createId: () => crypto.randomUUID(),
    software: { signalbox: '', runtime: '' },
    metrics: [nan],
  })
  const { id } = await experiments.create(labExperiment())
  await experiments.start(id)
  await experiments.wait(id)
  const { items } = await experiments.cells(id, {})
  expect(items).toHaveLength(6)
  for (const { scores, scoreFaults } of items)
    expect([scores, scoreFaults]).toEqual([{ f1: null }, { f1: 'METRIC_NOT_A_NUMBER' }])
})
