import { beforeEach, expect, it } from 'vitest'
import { failure } from '../core/errors/failure.ts'
import type { ScriptedBackend } from '../testing/scripted-backend.ts'
import type { RuntimeServices } from '../core/services/runtime-services.ts'
import { makeAdapterFiles } from '../testing/adapter-files.ts'
import { sayComparisons } from '../evaluation/reports/say-verdict.ts'
import { composeTestServices } from '../testing/compose-test-services.ts'
import { deskPipeline } from '../testing/pipelines.ts'
import { createScriptedBackend } from '../testing/scripted-backend.ts'
import { feeArticles, feeUtterances } from '../testing/fee-desk.ts'

let services: RuntimeServices
let backend: ScriptedBackend
/** Adapters that the engine has lost. */
let lost: ReadonlySet<string>
/** What befalls the engine before a request. */
let before: (adapter: string | null) => Promise<void>

beforeEach(async () => {
  lost = new Set()
  before = async () => undefined
  backend = createScriptedBackend({
    reply: ({ adapter }) =>
      adapter !== null && lost.has(adapter)
        ? { pieces: [], error: failure('ADAPTER_NOT_FOUND', { bank: 'desk', adapter }) }
        : { pieces: [adapter?.split('@')[0] ?? 'base'], pause: () => before(adapter) },
  })
  services = composeTestServices({ backends: [backend] }).services
  const { indexes, intents, banks, pipelines, datasets, jobs } = services
  await indexes.create({ id: 'desk', name: 'Desk' })
  await indexes.putArticles('desk', feeArticles.slice(0, 4))
  await jobs.wait((await indexes.build('desk')).id)
  await intents.create({ id: 'desk', name: 'Desk' })
  await intents.putUtterances('desk', feeUtterances)
  await jobs.wait((await intents.train('desk')).id)
  await banks.create({ id: 'desk', name: 'Desk', backend: 'scripted' })
  for (const [seed, name] of ['one', 'two'].entries()) {
    const files = makeAdapterFiles(
      name,
      { base: 'scripted-base', module: 'm', inputs: 4, outputs: 4 },
      seed + 1,
    )
    const { id } = await banks.addAdapter('desk', name, files)
    await banks.flipAlias('desk', name, id)
  }
  await banks.setRoutes('desk', { routes: [{ intent: 'fees', alias: 'one' }], defaultAlias: null })
  await pipelines.create(deskPipeline)
  await datasets.create({ id: 'desk', name: 'Desk' })
  await datasets.putRows(
    'desk',
    feeUtterances.slice(0, 10).map(({ id, text, intent }) => ({
      id,
      inputs: { question: text },
      expected: { answers: ['two'], intent },
    })),
  )
})

async function run(variants: Parameters<RuntimeServices['experiments']['create']>[0]['variants']) {
  const { experiments } = services
  const { id } = await experiments.create({
    name: 'Desk',
    dataset: 'desk',
    baseline: 'a',
    variants,
    warmUp: 0,
  })
  await experiments.start(id)
  const { state, manifest } = await experiments.wait(id)
  return { state, manifest, cells: (await experiments.cells(id, { limit: 1_000 })).items, id }
}

it('sends every request where a variant forces it, and pins the versions behind its aliases', async () => {
  const { adapters } = await services.banks.get('desk')
  const two = adapters.find(({ name }) => name === 'two')?.id ?? ''
  const { cells, manifest } = await run([
    { id: 'a', name: 'Base', pipeline: 'desk', force: { desk: null } },
    { id: 'b', name: 'Two', pipeline: 'desk', force: { desk: 'two' } },
    { id: 'c', name: 'Pinned', pipeline: 'desk', adapters: { desk: { one: two } } },
  ])
  const answersOf = (id: string) =>
    new Set(cells.filter(({ variant }) => variant === id).map(({ answer }) => answer))
  expect([answersOf('a'), answersOf('b')]).toEqual([new Set(['base']), new Set(['two'])])
  expect(answersOf('c').has('one')).toBe(false)
  expect(manifest?.variants['c']?.banks).toEqual({ desk: { one: two, two } })
  const forced = cells.find(({ variant }) => variant === 'b')
  expect(forced).toMatchObject({
    reason: 'forced',
    outcome: 'adapter',
    alias: 'two',
    outOfScope: expect.any(Boolean) as boolean,
  })
  expect(forced?.confidence).toBeGreaterThan(0)
})

it('runs the oracle on the base model and on every alias, and counts regret', async () => {
  const { cells, manifest, id } = await run([
    { id: 'a', name: 'Routed', pipeline: 'desk' },
    { id: '9', name: 'Oracle', pipeline: 'desk', oracle: 'desk' },
  ])
  expect(manifest?.variants['9']?.arms).toEqual([null, 'one', 'two'])
  const arms = cells
    .filter(({ variant }) => variant === '9')
    .map(({ arm, answer }) => `${arm ?? 'base'} ${answer}`)
  expect(new Set(arms)).toEqual(new Set(['base base', 'one one', 'two two']))
  expect(cells).toHaveLength(10 * 4)
  const { variants } = await services.experiments.report(id)
  expect(variants[0]?.regret?.value).toBe(1)
  const scores = await services.experiments.scores(id)
  expect(scores.variants).toEqual(['a', '9'])
  expect(new Set(scores.columns.arm.map((arm) => scores.arms[arm ?? -1]))).toEqual(
    new Set([null, 'one', 'two']),
  )
})

it('counts the cells of an adapter that vanishes, names why, and measures the others', async () => {
  const { adapters } = await services.banks.get('desk')
  lost = new Set(adapters.filter(({ name }) => name === 'two').map(({ id }) => id))
  const { state, cells } = await run([
    { id: 'a', name: 'One', pipeline: 'desk', force: { desk: 'one' } },
    { id: 'b', name: 'Two', pipeline: 'desk', force: { desk: 'two' } },
  ])
  expect(state).toBe('complete')
  const ofTwo = cells.filter(({ variant }) => variant === 'b')
  expect(ofTwo).toHaveLength(10)
  for (const { status, error } of ofTwo)
    expect([status, error]).toEqual([
      'failed',
      expect.objectContaining({ code: 'ADAPTER_NOT_FOUND', node: 'bank' }),
    ])
  expect(cells.filter(({ variant, status }) => variant === 'a' && status === 'succeeded')).toHaveLength(10)
})

/** Calls `then` before the fourth answer of the adapter "two". */
async function halfWay(then: (two: string) => Promise<void>): Promise<void> {
  const { adapters } = await services.banks.get('desk')
  const two = adapters.find(({ name }) => name === 'two')?.id ?? ''
  let answers = 0
  before = async (adapter) => {
    if (adapter !== two) return
    answers += 1
    if (answers === 4) await then(two)
  }
}
const oneAndTwo = [
  { id: 'a', name: 'One', pipeline: 'desk', force: { desk: 'one' } },
  { id: 'b', name: 'Two', pipeline: 'desk', force: { desk: 'two' } },
]

it('counts the cells that an engine fails once it has lost an adapter half-way: they score 0, and the verdict says so', async () => {
  await halfWay(async (two) => void (lost = new Set([two])))
  const { state, cells, id } = await run(oneAndTwo)
  expect(state).toBe('complete')
  const ofTwo = cells.filter(({ variant }) => variant === 'b')
  expect(ofTwo.filter(({ status }) => status === 'succeeded')).toHaveLength(4)
  const failed = ofTwo.filter(({ status }) => status === 'failed')
  expect(failed.map(({ error }) => error?.code)).toEqual(Array(6).fill('ADAPTER_NOT_FOUND'))
  const report = await services.experiments.report(id)
  // Every answer of "two" is right: without the failures it would stand at 1.
  expect(report.variants[1]).toMatchObject({ failed: 6, quality: { em: { value: 0.4, n: 10 } } })
  expect(report.warnings).toContainEqual(
    expect.objectContaining({
      code: 'REPORT_FAILED_CELLS',
      params: { variant: 'b', failed: 6, timedOut: 0, code: 'ADAPTER_NOT_FOUND' },
    }),
  )
  expect(sayComparisons(report, 'en')).toEqual([
    expect.stringContaining('; 6 of its requests failed and score 0'),
  ])
})

it('keeps the adapters that it was bound to when somebody removes them from the bank half-way', async () => {
  await halfWay(async (two) => {
    await services.banks.removeAlias('desk', 'two')
    await services.banks.removeAdapter('desk', two)
  })
  const { cells } = await run(oneAndTwo)
  expect((await services.banks.get('desk')).aliases.map(({ alias }) => alias)).toEqual(['one'])
  const ofTwo = cells.filter(({ variant }) => variant === 'b')
  expect(ofTwo.map(({ answer }) => answer)).toEqual(Array(10).fill('two'))
  await expect(run(oneAndTwo)).rejects.toMatchObject({ code: 'ALIAS_NOT_FOUND' })
})

it('refuses an alias and a version that the bank does not have', async () => {
  const base = { id: 'a', name: 'A', pipeline: 'desk' }
  await expect(run([{ ...base, force: { desk: 'three' } }])).rejects.toMatchObject({
    code: 'ALIAS_NOT_FOUND',
  })
  await expect(run([{ ...base, adapters: { desk: { one: 'x@000000000000' } } }])).rejects.toMatchObject({
    code: 'ADAPTER_NOT_FOUND',
  })
})

it('pins where a bank sends requests, and does not go on once that has changed', async () => {
  const { experiments, banks } = services
  const { id } = await experiments.create({
    name: 'Desk',
    dataset: 'desk',
    baseline: 'a',
    variants: [{ id: 'a', name: 'Routed', pipeline: 'desk' }],
    warmUp: 0,
  })
  before = () => new Promise((resolve) => setTimeout(resolve, 20))
  await experiments.start(id)
  await experiments.stop(id)
  const { manifest } = await experiments.get(id)
  expect(manifest?.variants['a']?.routing).toEqual({
    desk: { routes: [{ intent: 'fees', alias: 'one' }], defaultAlias: null },
  })
  await banks.setRoutes('desk', {
    routes: [{ intent: 'fees', alias: 'one', threshold: 0.99 }],
    defaultAlias: null,
  })
  await expect(experiments.start(id)).rejects.toMatchObject({ code: 'EXPERIMENT_INPUTS_CHANGED' })
  await banks.setRoutes('desk', { routes: [{ intent: 'fees', alias: 'one' }], defaultAlias: null })
  await experiments.start(id)
  expect((await experiments.wait(id)).state).toBe('complete')
})
