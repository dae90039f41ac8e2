import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Runtime } from '../../node.ts'
import { createRuntime } from '../../node.ts'
import type { Desk } from './read-example.ts'
import { readQuestions, readExample } from './read-example.ts'
import { seedExample } from './seed-example.ts'

const example = join(import.meta.dirname, '../../../examples/support-desk')
const io = { say: () => undefined, progress: () => undefined }

let folder: string
let runtime: Runtime

/** A desk of the example's English texts, whose adapters lie where the test puts them. */
function describeDesk(id: string, routes: readonly { intent: string; alias: string }[]) {
  return {
    id,
    name: 'Support desk',
    language: 'en',
    articles: ['articles/en-1.jsonl'],
    utterances: 'utterances-en.jsonl',
    questions: ['questions-en-1.jsonl'],
    dataset: { name: 'Questions', description: 'The test half.' },
    defaultAlias: 'contacts',
    routes,
    adapters: 'trained',
    pipelines: [`pipelines/${id}.json`],
  }
}

async function writeDesks(...desks: ReturnType<typeof describeDesk>[]): Promise<void> {
  await writeFile(join(folder, 'example.json'), JSON.stringify({ desks }))
}

async function seed(): Promise<void> {
  await seedExample(runtime.services, folder, io, join(folder, 'seeded.json'))
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signalbox-seed-'))
  for (const part of ['articles', 'pipelines', 'questions-en-1.jsonl'])
    await cp(join(example, part), join(folder, part), { recursive: true })
  // Every fifth utterance: quality does not matter here, and training takes a fifth of the time.
  const utterances = (await readFile(join(example, 'utterances-en.jsonl'), 'utf8')).split('\n')
  const fewer = utterances.filter((_, index) => index % 5 === 0)
  await writeFile(join(folder, 'utterances-en.jsonl'), fewer.join('\n'))
  runtime = await createRuntime()
})

afterEach(async () => {
  await runtime.close()
  await rm(folder, { recursive: true, force: true })
})

const routes = [
  { intent: 'refund', alias: 'amounts' },
  { intent: 'complaint', alias: 'contacts' },
]

it('seeds a desk that has no adapters yet: everything but its routes', async () => {
  await writeDesks(describeDesk('support-desk', routes))
  await seed()
  const bank = await runtime.services.banks.get('support-desk')
  expect(bank).toMatchObject({ aliases: [], routes: [], defaultAlias: null })
  expect(bank.questions).toBeGreaterThan(0)
  expect((await runtime.services.indexes.get('support-desk')).articles).toBeGreaterThan(0)
  const questions = await readQuestions(folder, (await readExample(folder))[0] as Desk)
  const test = questions.filter(({ split }) => split === 'test')
  expect(await runtime.services.datasets.get('support-desk')).toMatchObject({
    name: 'Questions',
    rows: test.length,
    labelled: { answers: test.length },
  })
  const train = new Set(questions.filter(({ split }) => split === 'train').map(({ question }) => question))
  for await (const rows of runtime.services.datasets.read('support-desk'))
    expect(rows.filter(({ inputs }) => train.has(String(inputs['question'])))).toEqual([])
  const { status, decisions } = await runtime.run('support-desk', { question: 'money back please' })
  expect(status).toBe('succeeded')
  expect(decisions[0]).toMatchObject({ adapter: null, outcome: 'base' })
})

it('writes only routes whose adapter is there, and passes over a folder that is none', async () => {
  await writeDesks(describeDesk('support-desk', routes))
  await mkdir(join(folder, 'trained/contacts'), { recursive: true })
  await cp(join(example, 'adapters/en/amounts'), join(folder, 'trained/amounts'), { recursive: true })
  await seed()
  const bank = await runtime.services.banks.get('support-desk')
  expect(bank.aliases.map(({ alias }) => alias)).toEqual(['amounts'])
  const threshold = bank.routes[0]?.threshold ?? 0
  expect(bank.routes).toEqual([{ ...routes[0], threshold }])
  expect(threshold).toBeGreaterThan(0)
  expect(await shareOfTrainQuestionsAbove(threshold)).toBeGreaterThanOrEqual(0.8)
  expect(await shareOfTrainQuestionsAbove(threshold + 0.05)).toBeLessThan(0.8)
  expect(bank.defaultAlias).toBeNull()
})

async function shareOfTrainQuestionsAbove(threshold: number): Promise<number> {
  const [desk] = await readExample(folder)
  if (desk === undefined) return 0
  const model = await runtime.services.intents.open('support-desk')
  const train = (await readQuestions(folder, desk)).filter(({ split }) => split === 'train')
  return train.filter(({ question }) => model.predict(question).confidence >= threshold).length / train.length
}

it('lists the first desk’s pipeline first', async () => {
  await writeDesks(describeDesk('support-desk', []), describeDesk('support-desk-zh', []))
  await seed()
  const ids = (await runtime.services.pipelines.list()).map(({ id }) => id)
  expect(ids).toEqual(['support-desk', 'support-desk-zh'])
})

it('does not bring back what was removed after the first seeding', async () => {
  await writeDesks(describeDesk('support-desk', []))
  await seed()
  await runtime.services.pipelines.remove('support-desk', 1)
  await seed()
  expect(await runtime.services.pipelines.list()).toEqual([])
  expect(existsSync(join(folder, 'seeded.json'))).toBe(true)
})

it('names file and line of a row that does not fit', async () => {
  await writeDesks(describeDesk('support-desk', []))
  const file = join(folder, 'articles/en-1.jsonl')
  const [first = ''] = (await readFile(file, 'utf8')).split('\n')
  await writeFile(file, `${first}\n{"id": "broken", "title": "No text"}\n`)
  await expect(seed()).rejects.toMatchObject({ code: 'ROW_INVALID', path: `${file}:2` })
})
