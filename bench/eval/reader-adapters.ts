/**
 * One adapter per question type, and one per article, on SQuAD 1.1: what each gains over the base reader on questions that
 * neither has seen. The base is trained on four fifths of the articles. An adapter of a type is trained on that type's
 * questions of the same articles; the adapter of an article on every second question of an article the base has not seen.
 */
import { chooseQuestions, scoreQuestions } from '../../runtime/cli/reader/evaluate-reader.ts'
import type { ArticleQuestion } from '../../runtime/cli/reader/load-questions.ts'
import { loadQuestions } from '../../runtime/cli/reader/load-questions.ts'
import { readQuestion } from '../../runtime/reader/question.ts'
import type { ReaderWeights } from '../../runtime/reader/reader-weights.ts'
import { mergeAdapter } from '../../runtime/reader/scorer.ts'
import { trainAdapter } from '../../runtime/reader/train-adapter.ts'
import { trainReader } from '../../runtime/reader/train-reader.ts'
import { comparePaired, formatDifference } from '../paired.ts'
import type { Cell } from '../record-table.ts'
import { formatTable, recordTable } from '../record-table.ts'

const shape = { rank: 4, alpha: 8, seed: 1, epochs: 8 }
const mostExamples = 400
const fewest = 30
const heldEvery = 5

export async function measureAdapters(folder: string): Promise<void> {
  const questions = await chooseQuestions(await loadQuestions(folder), false)
  const names = [...new Set(questions.map(({ article }) => article))].sort()
  const isHeld = ({ article }: ArticleQuestion) => names.indexOf(article) % heldEvery === 0
  const seen = questions.filter((question) => !isHeld(question))
  const held = questions.filter(isHeld)
  const weights = await trainReader(seen, {
    name: 'base',
    language: 'en',
    trainedOn: [],
    calibrationFolds: 0,
  })
  const rows: Cell[][] = []
  const typeOf = ({ question }: ArticleQuestion) => readQuestion(question, 'en').type
  for (const type of [...new Set(held.map(typeOf))].sort()) {
    const training = seen.filter((question) => typeOf(question) === type).slice(0, mostExamples)
    const asked = held.filter((question) => typeOf(question) === type)
    if (training.length >= fewest && asked.length >= fewest)
      rows.push(await compare(weights, `type ${type}`, training, asked))
  }
  for (const article of new Set(held.map((question) => question.article))) {
    const own = held.filter((question) => question.article === article)
    const training = own.filter((_, position) => position % 2 === 0)
    const asked = own.filter((_, position) => position % 2 === 1)
    if (training.length >= fewest && asked.length >= fewest)
      rows.push(await compare(weights, `article ${article.replaceAll('_', ' ')}`, training, asked))
  }
  process.stderr.write('\n')
  const head = ['adapter', 'trained on', 'n', 'base EM / F1', 'adapter EM / F1', 'F1 gained, 95 % interval']
  recordTable('reader-adapters', formatTable(head, rows))
}

async function compare(
  weights: ReaderWeights,
  name: string,
  training: readonly ArticleQuestion[],
  asked: readonly ArticleQuestion[],
): Promise<Cell[]> {
  process.stderr.write(`\radapter: ${name}                    `)
  const { adapter } = await trainAdapter(weights, training, shape)
  const base = scoreQuestions(weights, weights.scorer, asked)
  const adapted = scoreQuestions(weights, mergeAdapter(weights, adapter), asked)
  const mean = (values: readonly number[]) =>
    ((100 * values.reduce((sum, value) => sum + value, 0)) / Math.max(1, values.length)).toFixed(1)
  const cell = (scored: typeof base) =>
    `${mean(scored.map(({ em }) => em))} / ${mean(scored.map(({ f1 }) => f1))}`
  return [
    name,
    training.length,
    asked.length,
    cell(base),
    cell(adapted),
    formatDifference(
      comparePaired(
        base.map(({ f1 }) => f1),
        adapted.map(({ f1 }) => f1),
      ),
    ),
  ]
}
