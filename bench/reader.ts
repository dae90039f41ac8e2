/**
 * What it costs to describe passages for the embedded reader, when an index is built and when a question comes. Five passages
 * are read that no question has met before, as they come from an index file, with and without what the file keeps of them. The
 * first hundred questions of each set are left out, while the code is compiled. Times are the process's own, on all threads: on
 * a machine that others use, those by the clock tell of them. Options: `--data DIR`.
 */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createReaderBackend } from '../runtime/backends/reader/reader-backend.ts'
import type { QuestionSet } from '../runtime/cli/reader/load-questions.ts'
import { loadQuestions } from '../runtime/cli/reader/load-questions.ts'
import { computePercentile } from '../runtime/cli/percentile.ts'
import type { Answer, Language } from '../runtime/core/values.ts'
import { loadShippedWeights } from '../runtime/reader/shipped-weights.node.ts'
import { buildSearchIndex } from '../runtime/retrieval/build-search-index.ts'
import { deserialiseSearchIndex, serialiseSearchIndex } from '../runtime/retrieval/search-index-file.ts'
import type { SearchIndex } from '../runtime/retrieval/search-index.ts'
import { describeChunks } from '../runtime/services/describe-chunks.ts'
import { formatMs } from './measure.ts'
import type { Cell } from './record-table.ts'
import { formatTable, recordTable } from './record-table.ts'
import { createSyntheticText } from './synthetic-text.ts'

const passagesRead = 5
const questionsAsked = 600
const warmingUp = 100
const gateMs = 15
const goalMs = 10

const sets = [
  { name: 'SQuAD 1.1', folder: 'squad_v1_dev', language: 'en' },
  { name: 'CMRC 2018', folder: 'cmrc2018_dev', language: 'zh' },
] as const

export async function runReaderBench(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { data: { type: 'string', default: '../shared/data' } },
  })
  const latency: Cell[][] = []
  const building: Cell[][] = []
  for (const { name, folder, language } of sets) {
    const questions = await loadQuestions(join(values.data, 'qa', folder))
    const built = await measureBuild(name, questions.documents, language)
    building.push(built.row)
    latency.push(...(await measureQuestions(name, questions, language, built)))
  }
  const text = createSyntheticText(54_321)
  const short = Array.from({ length: 20_000 }, (_, i) => ({
    id: String(i),
    title: '',
    text: text.document().join(' '),
  }))
  building.push((await measureBuild('synthetic, 56 words', short, 'en')).row)
  recordTable(
    'reader-latency',
    formatTable(
      ['set', 'five passages', 'questions', 'p50 ms', 'p95 ms', 'p99 ms', 'gate, goal', 'same answers'],
      latency,
    ),
  )
  recordTable(
    'reader-indexing',
    formatTable(
      [
        'documents',
        'number',
        'indexing s',
        'describing s',
        'described a second',
        'index MB',
        'of these descriptions',
        'opening ms, without',
        'with',
      ],
      building,
    ),
  )
}

/** Processor time of this process so far. */
function spentMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

interface Built {
  readonly row: Cell[]
  readonly plain: Uint8Array
  readonly described: Uint8Array
}

async function measureBuild(
  name: string,
  documents: QuestionSet['documents'],
  language: Language,
): Promise<Built> {
  const time = async <Result>(run: () => Result | Promise<Result>): Promise<[Result, number]> => {
    const startedMs = spentMs()
    const result = await run()
    return [result, spentMs() - startedMs]
  }
  const [index, indexMs] = await time(() => buildSearchIndex(documents, { chunking: 'document' }))
  const [withReader, describeMs] = await time(() => describeChunks(index, language))
  const plain = serialiseSearchIndex(index)
  const described = serialiseSearchIndex(withReader)
  const [, plainMs] = await time(() => deserialiseSearchIndex(plain))
  const [, describedMs] = await time(() => deserialiseSearchIndex(described))
  const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1)
  const row = [
    name,
    documents.length,
    (indexMs / 1000).toFixed(2),
    (describeMs / 1000).toFixed(2),
    Math.round((1000 * documents.length) / describeMs),
    megabytes(described.length),
    megabytes(described.length - plain.length),
    formatMs(plainMs),
    formatMs(describedMs),
  ]
  return { row, plain, described }
}

/** Of each question the passages that a search finds, then the same again once they are known. */
async function measureQuestions(
  name: string,
  { questions }: QuestionSet,
  language: Language,
  { plain, described }: Built,
): Promise<Cell[][]> {
  const weights = await loadShippedWeights(language)
  const step = Math.max(1, Math.floor(questions.length / questionsAsked))
  const asked = questions.filter((_, i) => i % step === 0)
  const variants = [
    { what: 'new, described by the question', index: deserialiseSearchIndex(plain), isNew: true },
    { what: 'new, described in the index', index: deserialiseSearchIndex(described), isNew: true },
    { what: 'met before', index: deserialiseSearchIndex(plain), isNew: false },
  ].map((variant) => ({ ...variant, times: [] as number[], same: 0 }))
  for (const [position, { question }] of asked.entries()) {
    const answers: Answer[] = []
    // In turns, so that what else the machine does hits all alike.
    for (const variant of variants) {
      const backend = createReaderBackend('reader', weights)
      if (!variant.isNew) await answer(backend, variant.index, question)
      const { ms, given } = await answer(backend, variant.index, question)
      answers.push(given)
      variant.same += Number(JSON.stringify(given) === JSON.stringify(answers[0]))
      if (position >= warmingUp) variant.times.push(ms)
    }
  }
  return variants.map(({ what, times, same }) => {
    const p50 = computePercentile(times, 0.5)
    return [
      name,
      what,
      times.length,
      formatMs(p50),
      formatMs(computePercentile(times, 0.95)),
      formatMs(computePercentile(times, 0.99)),
      `${gateMs} ${p50 <= gateMs ? 'met' : 'missed'}, ${goalMs} ${p50 <= goalMs ? 'reached' : 'not reached'}`,
      `${same} of ${asked.length}`,
    ]
  })
}

async function answer(
  backend: ReturnType<typeof createReaderBackend>,
  index: SearchIndex,
  question: string,
): Promise<{ ms: number; given: Answer }> {
  const documents = index.search(question, { method: 'hybrid', limit: passagesRead })
  const { signal } = new AbortController()
  const startedMs = spentMs()
  const pieces = backend.generate({
    question,
    documents,
    adapter: null,
    annotationOf: (passage, name) => index.annotationOf(passage, name),
    signal,
  })
  for (;;) {
    const next = await pieces.next()
    if (next.done === true) return { ms: spentMs() - startedMs, given: next.value }
  }
}
