import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { evaluateReader, trainFolds } from './evaluate-reader.ts'
import { loadQuestions, retrievePassages } from './load-questions.ts'
import { mixQuestions, trainReaderFile } from './train-reader-file.ts'

const towns = ['Aldham', 'Birch', 'Copford', 'Dedham', 'Elmstead', 'Fordham']
const rows = towns.flatMap((town, t) =>
  [0, 1, 2].map((k) => ({
    passage: {
      _id: `${town}#${k}`,
      title: town,
      text: `The ${['mill', 'school', 'bridge'][k] ?? ''} of ${town} was opened in ${1801 + 7 * t + k} by mayor ${town.slice(0, 3)}son.`,
    },
    question: {
      id: `${town}-${k}`,
      question: `In what year was the ${['mill', 'school', 'bridge'][k] ?? ''} of ${town} opened?`,
      answers: [String(1801 + 7 * t + k)],
      contextId: `${town}#${k}`,
    },
  })),
)
const asLines = (values: readonly object[]) => values.map((value) => `${JSON.stringify(value)}\n`).join('')

let root = ''
let folder = ''
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'signalbox-reader-'))
  folder = join(root, 'towns')
  await mkdir(folder)
  await writeFile(join(folder, 'corpus.jsonl'), asLines(rows.map(({ passage }) => passage)))
  const extra = { id: 'gone', question: 'Where?', answers: ['x'], contextId: 'Nowhere#0' }
  await writeFile(join(folder, 'questions.jsonl'), asLines([...rows.map(({ question }) => question), extra]))
})
afterAll(() => rm(root, { recursive: true, force: true }))

const silent = () => undefined

describe('questions of a folder', () => {
  it('come with their own passage; one whose passage is gone is left out', async () => {
    const { questions } = await loadQuestions(folder)
    expect(questions).toHaveLength(rows.length)
    expect(questions[4]).toMatchObject({
      article: 'Birch',
      passages: [{ title: 'Birch', text: rows[4]?.passage.text }],
    })
  })

  it('or with those a search finds, every second one for training', async () => {
    const set = await loadQuestions(folder)
    const retrieved = await retrievePassages(set, 3)
    for (const { passages, goldPassages } of retrieved) {
      expect(passages).toHaveLength(3)
      expect(goldPassages).toHaveLength(1)
    }
    const mixed = mixQuestions(set.questions, retrieved)
    expect(mixed.map(({ passages }) => passages.length)).toEqual(rows.map((_, i) => (i % 2 === 1 ? 3 : 1)))
  })
})

describe('evaluation', () => {
  it('out-of-fold never trains on an article that it asks about', async () => {
    const { questions } = await loadQuestions(folder)
    const parts = await trainFolds(questions, questions, { language: 'en', folds: 3, calibrationFolds: 0 })
    expect(
      parts
        .flatMap(({ held }) => held)
        .map(({ id }) => id)
        .sort(),
    ).toEqual(questions.map(({ id }) => id).sort())
    for (const { weights, held } of parts) {
      const asked = new Set(held.map(({ article }) => article))
      // Each passage names its town once or twice: a town that was trained on has a frequency.
      for (const article of asked) expect(weights.frequencies.has(article.toLowerCase())).toBe(false)
    }
  })

  it('counts how often the quote is right, by type, with times', async () => {
    const result = await evaluateReader({ data: folder, language: 'en', folds: 3 }, silent)
    expect(result).toMatchObject({ n: rows.length, perType: { year: { n: rows.length } } })
    expect(result.em).toBeGreaterThan(0.8)
    expect(result.latencyMs.p99).toBeGreaterThanOrEqual(result.latencyMs.p50)
    const retrieved = await evaluateReader(
      { data: folder, language: 'en', folds: 3, retrieved: true },
      silent,
    )
    expect(retrieved.n).toBe(rows.length)
  })

  it('refuses weights that were trained on the set, unless folds are asked for', async () => {
    const weights = join(root, 'towns.bin')
    const trained = await trainReaderFile({ data: [folder], out: weights, language: 'en', seed: 1 }, silent)
    expect(trained.examples).toBe(rows.length)
    const request = { data: `${folder}/`, language: 'en', weights } as const
    await expect(evaluateReader(request, silent)).rejects.toMatchObject({
      code: 'TRAINED_ON_THIS',
      params: { dataset: 'towns' },
    })
    await expect(evaluateReader({ ...request, folds: 2 }, silent)).resolves.toMatchObject({ n: rows.length })
  })
})
