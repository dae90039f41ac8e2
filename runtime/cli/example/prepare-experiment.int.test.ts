import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { CreateExperiment } from '../../core/wire/experiments.ts'
import type { Runtime } from '../../node.ts'
import { createRuntime } from '../../node.ts'
import { prepareExperiment } from './prepare-experiment.ts'

const example = join(import.meta.dirname, '../../../examples/support-desk')
const io = { say: () => undefined, progress: () => undefined }

let folder: string
let runtime: Runtime

/** The English desk with a fifth of its utterances and one article's worth of adapters: quality does not matter here. */
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signalbox-experiment-'))
  for (const part of ['articles', 'pipelines', 'adapters/en', 'questions-en-1.jsonl'])
    await cp(join(example, part), join(folder, part), { recursive: true })
  const utterances = (await readFile(join(example, 'utterances-en.jsonl'), 'utf8')).split('\n')
  await writeFile(join(folder, 'utterances-en.jsonl'), utterances.filter((_, i) => i % 5 === 0).join('\n'))
  const desk = {
    id: 'support-desk',
    name: 'Support desk',
    language: 'en',
    articles: ['articles/en-1.jsonl'],
    utterances: 'utterances-en.jsonl',
    questions: ['questions-en-1.jsonl'],
    dataset: { name: 'Questions', description: 'The test half.' },
    defaultAlias: null,
    routes: [{ intent: 'refund', alias: 'amounts' }],
    adapters: 'adapters/en',
    pipelines: ['pipelines/support-desk.json'],
    experiment: {
      banks: [
        { make: 'by-intent', id: 'wide', name: 'Wide', rank: 6 },
        { make: 'merged', id: 'one', name: 'One' },
      ],
      pipelines: ['pipelines/experiment/support-desk-bm25.json'],
    },
  }
  await writeFile(join(folder, 'example.json'), JSON.stringify({ desks: [desk] }))
  runtime = await createRuntime()
})

afterEach(async () => {
  await runtime.close()
  await rm(folder, { recursive: true, force: true })
})

async function prepare(dataset: string): Promise<void> {
  const file = join(folder, 'experiment.json')
  await writeFile(file, JSON.stringify({ dataset }))
  await prepareExperiment(runtime.services, file, io, join(folder, 'seeded.json'))
}

const toBank = (value: string) => [{ node: 'bank', path: 'config.bank', value }]

it('trains and merges what the desk is compared with, once, and every variant runs on it', async () => {
  const { banks, experiments } = runtime.services
  await prepare('support-desk')
  const [desk, wide, one] = [await banks.get('support-desk'), await banks.get('wide'), await banks.get('one')]
  expect(wide.routes).toEqual(desk.routes)
  expect(wide.adapters.map(({ name, rank }) => [name, rank])).toEqual([['amounts', 6]])
  expect(one.adapters.map(({ name, rank }) => [name, rank])).toEqual([['merged', 4 * desk.aliases.length]])
  await prepare('support-desk')
  expect((await banks.get('wide')).generation).toBe(wide.generation + 1)
  expect((await banks.get('wide')).adapters).toEqual(wide.adapters)

  const definition: CreateExperiment = {
    name: 'Desk',
    dataset: 'support-desk',
    baseline: 'base',
    limit: 5,
    warmUp: 1,
    variants: [
      { id: 'base', name: 'Base', pipeline: 'support-desk', force: { 'support-desk': null } },
      { id: 'wide', name: 'Wide', pipeline: 'support-desk', overrides: toBank('wide') },
      {
        id: 'one',
        name: 'One',
        pipeline: 'support-desk',
        overrides: toBank('one'),
        force: { one: 'merged' },
      },
      { id: 'bm25', name: 'BM25', pipeline: 'support-desk-bm25' },
      { id: 'oracle', name: 'Oracle', pipeline: 'support-desk', oracle: 'support-desk' },
    ],
  }
  const { id } = await experiments.create(definition)
  await experiments.start(id)
  const arms = 4 + 1 + desk.aliases.length
  expect(await experiments.wait(id)).toMatchObject({
    state: 'complete',
    cells: { done: 5 * arms, failed: 0, total: 5 * arms },
  })
  const report = await experiments.report(id)
  const oracle = report.variants.find(({ isOracle }) => isOracle)?.quality['f1']?.value ?? 0
  for (const variant of report.variants.filter(({ id: name }) => name === 'base'))
    expect(variant.quality['f1']?.value).toBeLessThanOrEqual(oracle)
})

it('does nothing for an experiment of another folder, and seeds but trains nothing for another dataset', async () => {
  const elsewhere = await mkdtemp(join(tmpdir(), 'signalbox-elsewhere-'))
  await prepareExperiment(
    runtime.services,
    join(elsewhere, 'experiment.json'),
    io,
    join(elsewhere, 'seeded.json'),
  )
  expect(await runtime.services.banks.list()).toEqual([])
  await rm(elsewhere, { recursive: true })
  await prepare('other')
  expect((await runtime.services.banks.list()).map(({ id }) => id)).toEqual(['support-desk'])
})
