/** What each group of features gives on SQuAD 1.1, out-of-fold by article: the reader is trained anew without it. */
import { chooseQuestions } from '../../runtime/cli/reader/evaluate-reader.ts'
import { loadQuestions } from '../../runtime/cli/reader/load-questions.ts'
import { createPacer } from '../../runtime/core/pacer.ts'
import { scoreAnswer } from '../../runtime/core/answers/answer-match.ts'
import { selectBest } from '../../runtime/reader/answer-question.ts'
import { findCandidates } from '../../runtime/reader/candidates.ts'
import { fitDimensions, fitGroups } from '../../runtime/reader/fit-features.ts'
import { defaultFit, fitScorer } from '../../runtime/reader/fit-scorer.ts'
import { slotRanges } from '../../runtime/reader/passage-spans.ts'
import { firstWordFeature, readQuestion } from '../../runtime/reader/question.ts'
import { rarityOf } from '../../runtime/reader/rarity.ts'
import { createPassageReader } from '../../runtime/reader/read-passages.ts'
import { countFrequencies } from '../../runtime/reader/train-reader.ts'
import { prepareExamples } from '../../runtime/reader/training-examples.ts'
import { comparePaired, formatDifference } from '../paired.ts'
import type { Cell } from '../record-table.ts'
import { formatTable, recordTable } from '../record-table.ts'

const folds = 5
/** Folds that are measured: two of the five are enough to tell groups apart and take minutes, not an hour. */
const measuredFolds = 2
const sampledCandidates = 320

interface Variant {
  readonly name: string
  readonly leftOut: ReadonlySet<number>
  /** Whether a feature of the question takes part. */
  readonly asks: (feature: number) => boolean
}

const positionsOf = (ranges: readonly (readonly [number, number])[]): ReadonlySet<number> =>
  new Set(ranges.flatMap(([start, end]) => Array.from({ length: end - start }, (_, i) => start + i)))

const slotGroups: Readonly<Record<string, readonly string[]>> = {
  'length of the span': ['length'],
  'word classes at and between its edges': ['outerLeft', 'outerRight', 'ends', 'pattern'],
  'type of the span': ['typeAndBounds'],
  'words beside it': ['before', 'after', 'beforeThat', 'afterThat'],
  'its first word and endings': ['firstWord', 'lastEnding', 'firstEnding'],
  'place in the passage, rarity': ['place', 'rarest'],
}

const everything = () => true
const variants: readonly Variant[] = [
  { name: 'all features', leftOut: new Set(), asks: everything },
  ...Object.entries(fitGroups).map(([name, ranges]) => ({
    name,
    leftOut: positionsOf(ranges),
    asks: everything,
  })),
  ...Object.entries(slotGroups).map(([name, slots]) => ({
    name,
    leftOut: positionsOf(
      slots.flatMap((slot) => {
        const [start, end] = slotRanges.get(slot) ?? [0, 0]
        return [[fitDimensions + start, fitDimensions + end] as const]
      }),
    ),
    asks: everything,
  })),
  { name: 'words of the question', leftOut: new Set(), asks: (feature) => feature < firstWordFeature },
  { name: 'everything about the question', leftOut: new Set(), asks: (feature) => feature === 0 },
]

export async function measureAblation(folder: string): Promise<void> {
  const questions = await chooseQuestions(await loadQuestions(folder), false)
  const names = [...new Set(questions.map(({ article }) => article))].sort()
  const em = variants.map((): number[] => [])
  const f1 = variants.map((): number[] => [])
  for (let fold = 0; fold < measuredFolds; fold += 1) {
    const isHeld = ({ article }: { article: string }) => names.indexOf(article) % folds === fold
    const training = questions.filter((question) => !isHeld(question))
    const corpus = countFrequencies(training, 'en')
    const rarity = rarityOf(corpus)
    const read = createPassageReader('en', rarity)
    const options = { language: 'en', rarity, read, sampled: sampledCandidates, seed: 1 } as const
    const prepared = await prepareExamples(training, options, createPacer())
    const cases = questions.filter(isHeld).map((example) => {
      const question = readQuestion(example.question, 'en')
      return { example, question, lists: findCandidates(question, example.passages.map(read), rarity, 'en') }
    })
    for (const [position, { name, leftOut, asks }] of variants.entries()) {
      process.stderr.write(
        `\rablation, fold ${fold + 1} of ${measuredFolds}: ${name}                              `,
      )
      const narrowed = prepared.map((example) => ({
        ...example,
        question: { ...example.question, active: example.question.active.filter(asks) },
      }))
      const scorer = await fitScorer(narrowed, { ...defaultFit, seed: 1, leftOut }, createPacer())
      for (const { example, question, lists } of cases) {
        const asked = { ...question, active: question.active.filter(asks) }
        const scores = scoreAnswer(selectBest(scorer, asked, lists).best?.text ?? '', example.answers, 'en')
        em[position]?.push(scores.em)
        f1[position]?.push(scores.f1)
      }
    }
  }
  process.stderr.write('\n')
  recordTable(
    'reader-ablation',
    formatTable(['left out', 'EM', 'F1', 'F1 against all, 95 % interval'], toRows(em, f1)),
  )
}

function toRows(em: readonly number[][], f1: readonly number[][]): Cell[][] {
  const mean = (values: readonly number[] = []) =>
    ((100 * values.reduce((sum, value) => sum + value, 0)) / Math.max(1, values.length)).toFixed(1)
  return variants.map(({ name }, position) => [
    position === 0 ? 'nothing' : name,
    mean(em[position]),
    mean(f1[position]),
    position === 0 ? '' : formatDifference(comparePaired(f1[0] ?? [], f1[position] ?? [])),
  ])
}
