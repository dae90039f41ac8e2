/** What the example promises about its own texts: sizes, labels that hold, splits, and nothing that leaks from one set into another. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parsePipeline } from '../../runtime/core/document/parse.ts'
import {
  readArticles,
  readExample,
  readQuestions,
  readUtterances,
} from '../../runtime/cli/example/read-example.ts'

const folder = import.meta.dirname
const outOfScope = 'oos'

interface Sizes {
  readonly articles: number
  readonly articleCharacters: readonly [number, number]
  readonly utterancesPerIntent: number
  readonly outOfScope: number
  readonly questions: number
}

const sizes: Readonly<Record<string, Sizes>> = {
  en: {
    articles: 60,
    articleCharacters: [1_000, 2_500],
    utterancesPerIntent: 40,
    outOfScope: 80,
    questions: 500,
  },
  zh: {
    articles: 20,
    articleCharacters: [300, 700],
    utterancesPerIntent: 20,
    outOfScope: 40,
    questions: 100,
  },
}

const duplicates = (values: readonly string[]) => values.filter((value, i) => values.indexOf(value) !== i)
const plain = (text: string) => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')

/** Whether an answer stands in a text as a whole: "£3" is no quotation from "£35", nor "8:00" from "18:00". */
function isQuoted(answer: string, text: string): boolean {
  const literal = answer.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
  return new RegExp(`(?<![A-Za-z0-9])${literal}(?![A-Za-z0-9]|[.,:]\\d)`).test(text)
}

function countBy<T>(rows: readonly T[], key: (row: T) => string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const row of rows) counts.set(key(row), (counts.get(key(row)) ?? 0) + 1)
  return counts
}

const desks = await Promise.all(
  (await readExample(folder)).map(async (desk) => ({
    desk,
    articles: await readArticles(folder, desk),
    utterances: await readUtterances(folder, desk),
    questions: await readQuestions(folder, desk),
  })),
)

it('has an English and a Chinese desk with ids of their own', () => {
  expect(desks.map(({ desk }) => desk.language).sort()).toEqual(['en', 'zh'])
  expect(duplicates(desks.map(({ desk }) => desk.id))).toEqual([])
})

describe.each(desks)('$desk.id', ({ desk, articles, utterances, questions }) => {
  const wanted = sizes[desk.language]
  if (wanted === undefined) throw new Error(`no sizes for ${desk.language}`)
  const intents = [...new Set(utterances.map(({ intent }) => intent))].filter((name) => name !== outOfScope)

  it('has as many rows as such a desk needs', () => {
    expect(articles.length).toBeGreaterThanOrEqual(wanted.articles)
    expect(intents).toHaveLength(10)
    const counts = countBy(utterances, ({ intent }) => intent)
    for (const intent of intents) {
      expect(counts.get(intent), intent).toBeGreaterThanOrEqual(wanted.utterancesPerIntent)
    }
    expect(counts.get(outOfScope)).toBeGreaterThanOrEqual(wanted.outOfScope)
    expect(questions.length).toBeGreaterThanOrEqual(wanted.questions)
  })

  it('has articles as long as help articles are, under headings', () => {
    const [least, most] = wanted.articleCharacters
    for (const { id, text } of articles) {
      expect(text.length, id).toBeGreaterThanOrEqual(least)
      expect(text.length, id).toBeLessThanOrEqual(most)
      expect(text.match(/^## .+$/gm)?.length ?? 0, id).toBeGreaterThanOrEqual(3)
    }
  })

  it('uses no id and no text twice', () => {
    expect(duplicates(articles.map(({ id }) => id))).toEqual([])
    expect(duplicates(articles.map(({ title }) => title))).toEqual([])
    expect(duplicates(questions.map(({ id }) => id))).toEqual([])
    expect(duplicates(questions.map(({ question }) => question))).toEqual([])
    expect(duplicates(utterances.map(({ text }) => text))).toEqual([])
  })

  it('quotes every answer word by word from its article', () => {
    const texts = new Map(articles.map(({ id, text }) => [id, text]))
    const unquoted = questions.filter(({ contextId, answers }) => {
      const text = texts.get(contextId ?? '')
      return text === undefined || !answers.every((answer) => isQuoted(answer, text))
    })
    expect(unquoted).toEqual([])
  })

  it('accepts no answer twice, and asks some questions that no article answers', () => {
    for (const { id, answers } of questions) expect(duplicates(answers), id).toEqual([])
    const declined = questions.filter(({ answers }) => answers.length === 0)
    expect(declined.length).toBeGreaterThan(0)
    expect(declined.length / questions.length).toBeLessThan(0.1)
  })

  it('asks about every article and every intent, and about nothing else', () => {
    expect(new Set(questions.map(({ contextId }) => contextId))).toEqual(
      new Set(articles.map(({ id }) => id)),
    )
    expect(new Set(questions.map(({ intent }) => intent))).toEqual(new Set(intents))
  })

  it('splits in halves, within each intent and over each article', () => {
    const share = (rows: typeof questions) =>
      rows.filter(({ split }) => split === 'test').length / rows.length
    expect(questions.every(({ split }) => split !== undefined)).toBe(true)
    expect(Math.abs(share(questions) - 0.5)).toBeLessThan(0.01)
    for (const intent of intents) {
      const rows = questions.filter((question) => question.intent === intent)
      expect(Math.abs(share(rows) - 0.5) * rows.length, intent).toBeLessThanOrEqual(1)
    }
    for (const { id } of articles) {
      const splits = new Set(questions.filter(({ contextId }) => contextId === id).map(({ split }) => split))
      expect(splits.size, id).toBe(2)
    }
  })

  it('teaches the classifier no test question', () => {
    const taught = new Set(utterances.map(({ text }) => plain(text)))
    expect(questions.filter(({ question }) => taught.has(plain(question)))).toEqual([])
  })

  it('routes every intent once, to an alias that has an adapter once its desk has any', () => {
    expect(desk.routes.map(({ intent }) => intent).sort()).toEqual([...intents].sort())
    const aliases = new Set(desk.routes.map(({ alias }) => alias))
    expect(aliases.size).toBeGreaterThanOrEqual(3)
    const place = join(folder, desk.adapters)
    if (!existsSync(place) || readdirSync(place).length === 0) return
    for (const alias of aliases) {
      for (const file of ['adapter_config.json', 'adapter_model.safetensors']) {
        expect(existsSync(join(place, alias, file)), `${alias}/${file}`).toBe(true)
      }
    }
  })

  it('has a pipeline over its own index, intents and bank', () => {
    const documents = desk.pipelines.map((file) => parsePipeline(readFileSync(join(folder, file), 'utf8')))
    expect(documents.map(({ id }) => id)).toContain(desk.id)
    for (const { nodes } of documents) {
      for (const { config } of nodes) {
        const named = ['index', 'intents', 'bank'].flatMap((key) => (key in config ? [config[key]] : []))
        for (const id of named) expect(id).toBe(desk.id)
      }
    }
  })
})
