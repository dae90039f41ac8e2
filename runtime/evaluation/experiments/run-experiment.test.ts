import { expect, it } from 'vitest'
import { labNodes, labPipeline, labRows } from '../../testing/experiment-lab.ts'
import { builtinNodes } from '../../../nodes/index.ts'
import type { RunExperimentOptions } from '../index.ts'
import { renderReport, runExperiment } from '../index.ts'

const options: RunExperimentOptions = {
  rows: labRows(12),
  compile: { nodes: [...builtinNodes, ...labNodes] },
  variants: [
    { id: 'plain', pipeline: labPipeline },
    {
      id: 'wrong',
      name: 'Wrong',
      pipeline: labPipeline,
      overrides: [
        { node: 'step', path: 'config.prefix', value: 'not ' },
        { node: 'step', path: 'config.failOn', value: '11' },
      ],
    },
  ],
}

it('runs an experiment in memory: every cell once, failures counted, the variants compared in pairs', async () => {
  const seen: number[] = []
  const { report, cells } = await runExperiment({
    ...options,
    repetitions: 2,
    concurrency: 3,
    onProgress: ({ done }) => seen.push(done),
  })
  expect(seen.at(-1)).toBe(48)
  expect(new Set(cells.map(({ variant, row, repetition }) => `${variant} ${row} ${repetition}`)).size).toBe(
    48,
  )
  expect(cells.map(({ order }) => order)).toEqual(cells.map((_, index) => index))
  expect(report).toMatchObject({
    isComplete: true,
    datasetRows: 12,
    experiment: { cells: { done: 48, failed: 2, total: 48 }, manifest: { rows: 12 } },
    variants: [
      { id: 'plain', isBaseline: true, failed: 0, quality: { em: { value: 1, n: 12 } } },
      { id: 'wrong', name: 'Wrong', failed: 2, quality: { em: { value: 0, n: 12 } } },
    ],
  })
  expect(report.variants[1]?.verdicts.find(({ metric }) => metric === 'em')?.outcome).toBe('worse')
  expect(renderReport(report, 'md', 'en')).toContain('| Wrong')
})

it('takes the same rows and the same order for the same seed', async () => {
  const orderOf = async (seed: number) =>
    (await runExperiment({ ...options, seed, limit: 5 })).cells.map(({ row, variant }) => `${row} ${variant}`)
  const first = await orderOf(7)
  expect(await orderOf(7)).toEqual(first)
  expect(await orderOf(8)).not.toEqual(first)
  expect(first).toHaveLength(10)
})

it('ends early at a signal, and says that its report is partial', async () => {
  const controller = new AbortController()
  const [plain] = options.variants
  if (plain === undefined) throw new Error('no variant')
  const slow = { ...plain, overrides: [{ node: 'step', path: 'config.waitMs', value: 5 }] }
  const { report, cells } = await runExperiment({
    ...options,
    variants: [slow],
    warmUp: 0,
    signal: controller.signal,
    onProgress: () => controller.abort(),
  })
  expect(cells.length).toBeLessThan(12)
  expect(report).toMatchObject({ isComplete: false, experiment: { state: 'stopped' } })
})

it.each<[string, Partial<RunExperimentOptions>, string]>([
  ['no rows', { rows: [] }, 'EXPERIMENT_NO_ROWS'],
  ['a row twice', { rows: [...labRows(1), ...labRows(1)] }, 'DUPLICATE_ID'],
  ['a baseline that is none of the variants', { baseline: 'other' }, 'BASELINE_UNKNOWN'],
  ['a metric that there is not', { primaryMetric: 'luck' }, 'METRIC_UNKNOWN'],
  ['a node type that there is not', { compile: { nodes: builtinNodes } }, 'UNKNOWN_NODE_TYPE'],
])('refuses %s before the first row', async (_what, change, code) => {
  await expect(runExperiment({ ...options, ...change })).rejects.toMatchObject({ code })
})
