/** Every template, in both languages, asked on the example's data what it says one should ask. */
import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { builtinNodes } from '../../../nodes/index.ts'
import type { Template } from '../../../src/app/templates/template.ts'
import { listNeeds, readTemplate } from '../../../src/app/templates/template.ts'
import { templateIds } from '../../../src/app/templates/templates.ts'
import { createNodeRegistry } from '../../core/node/registry.ts'
import { validatePipeline } from '../../core/document/validate.ts'
import type { Runtime } from '../../node.ts'
import { createRuntime } from '../../node.ts'
import { readExample, readQuestions } from './read-example.ts'
import { seedExample } from './seed-example.ts'

const examples = join(import.meta.dirname, '../../../examples')
const desks = join(examples, 'support-desk')
const folder = join(examples, 'templates')
const ids = readdirSync(folder).map((file) => file.replace('.json', ''))
const read = (id: string, locale: 'en' | 'zh-CN'): Template =>
  readTemplate(JSON.parse(readFileSync(join(folder, `${id}.json`), 'utf8')), locale)

let runtime: Runtime
/** By question, over both desks. */
const answers = new Map<string, readonly string[]>()
let scratch: string
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'signalbox-templates-'))
  runtime = await createRuntime()
  for (const desk of await readExample(desks))
    for (const row of await readQuestions(desks, desk)) answers.set(row.question, row.answers)
  const io = { say: () => undefined, progress: () => undefined }
  await seedExample(runtime.services, desks, io, join(scratch, 'seeded.json'))
})
afterAll(async () => {
  await runtime.close()
  await rm(scratch, { recursive: true, force: true })
})

/** Stands for an answer that the example itself calls right. */
const right = 'right'

/** What one question comes to. */
interface Expectation {
  readonly answer: string
  /** How the bank or the router decided; none where nothing decides. */
  readonly outcomes: readonly string[]
  /** On the branch that is not taken. */
  readonly skipped?: readonly string[]
}

const adapted = (skipped: readonly string[] = []): Expectation => ({
  answer: right,
  outcomes: ['adapter'],
  skipped,
})

/** By template and language, in the order of its questions. */
const expected: Readonly<Record<string, Readonly<Record<'en' | 'zh-CN', readonly Expectation[]>>>> = {
  'simple-rag': {
    en: [{ answer: right, outcomes: [] }],
    'zh-CN': [{ answer: right, outcomes: [] }],
  },
  'hybrid-rag': {
    en: [{ answer: right, outcomes: [] }],
    'zh-CN': [{ answer: right, outcomes: [] }],
  },
  'intent-routed': {
    en: [adapted(), { answer: 'The articles do not answer this.', outcomes: ['base'] }],
    'zh-CN': [adapted(), { answer: '文章中没有相关答案。', outcomes: ['base'] }],
  },
  clarify: {
    en: [
      { answer: right, outcomes: ['adapter', 'default-branch'], skipped: ['ask'] },
      {
        answer:
          'Is it about luggage or station_info? Tell me a little more about "And what about the other thing?".',
        outcomes: ['fallback', 'branch'],
      },
    ],
    'zh-CN': [
      { answer: right, outcomes: ['adapter', 'default-branch'], skipped: ['ask'] },
      {
        answer: '您想问的是“退票”还是“改签”？关于“那另外一个呢？”，请再说详细一点。',
        outcomes: ['fallback', 'branch'],
      },
    ],
  },
  'rules-first': {
    en: [
      {
        answer:
          'You said: "Let me speak to a person". A person answers on 0800 555 0110, weekdays 08:00 to 20:00.',
        outcomes: ['branch'],
        skipped: ['retriever', 'classifier', 'bank'],
      },
      { answer: right, outcomes: ['default-branch', 'adapter'], skipped: ['reply'] },
    ],
    'zh-CN': [
      {
        answer: '您说：“我要转人工”。请拨打 0600-5550182，由驻站经理接听。',
        outcomes: ['branch'],
        skipped: ['retriever', 'classifier', 'bank'],
      },
      { answer: right, outcomes: ['default-branch', 'adapter'], skipped: ['reply'] },
    ],
  },
  'side-by-side': { en: [adapted()], 'zh-CN': [adapted()] },
  'chinese-desk': inBoth([
    adapted(['reply']),
    {
      answer: '“法国的首都是哪里？”不在客服台的范围内。可以问退票、改签、晚点、行李、失物、发票等问题。',
      outcomes: ['fallback'],
    },
  ]),
  'two-languages': (() => {
    const english = {
      answer: right,
      outcomes: ['default-branch'],
      skipped: ['retriever-zh', 'reader-zh'],
    }
    const chinese = {
      answer: right,
      outcomes: ['branch'],
      skipped: ['retriever-en', 'reader-en'],
    }
    return { en: [english, chinese], 'zh-CN': [chinese, english] }
  })(),
}

function inBoth(all: readonly Expectation[]) {
  return { en: all, 'zh-CN': all }
}

const answerSchema = z.union([z.string(), z.object({ text: z.string() }).transform(({ text }) => text)])

describe.each(ids)('%s', (id) => {
  it.each(['en', 'zh-CN'] as const)('answers in %s as it says', async (locale) => {
    const { document, questions } = read(id, locale)
    expect(validatePipeline(document, createNodeRegistry(builtinNodes))).toEqual([])
    const seen = await Promise.all(
      questions.map(async (question): Promise<Expectation> => {
        const { outputs, decisions, status, events } = await runtime.run(document, { question })
        expect(status).toBe('succeeded')
        const skipped = events.flatMap((event) => (event.type === 'node-skipped' ? [event.node] : []))
        const answer = answerSchema.parse(outputs['answer'])
        return {
          answer: answers.get(question)?.includes(answer) === true ? right : answer,
          outcomes: decisions.map(({ outcome }) => outcome),
          skipped: skipped.sort(),
        }
      }),
    )
    expect(seen).toEqual(
      expected[id]?.[locale].map((one) => ({ ...one, skipped: [...(one.skipped ?? [])].sort() })),
    )
  })
})

it('gives the answer without the adapter beside the one with it', async () => {
  const { document, questions } = read('side-by-side', 'en')
  const { outputs } = await runtime.run(document, { question: questions[0] })
  const rightOnes = answers.get(questions[0] ?? '')
  expect(rightOnes).toContain(answerSchema.parse(outputs['answer']))
  expect(rightOnes).not.toContain(answerSchema.parse(outputs['base']))
})

it('lists every file in the gallery, in both languages', () => {
  expect([...ids].sort()).toEqual([...templateIds].sort())
  for (const id of ids) {
    const [english, chinese] = [read(id, 'en'), read(id, 'zh-CN')]
    expect(english.title).not.toBe(chinese.title)
    expect(listNeeds(english.document).length).toBe(listNeeds(chinese.document).length)
  }
})
