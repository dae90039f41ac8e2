/**
 * What the adapters of the worked example gain over the base reader on the test half of its questions: over the article that
 * holds the answer, and through the whole pipeline. Options: `--train` first trains the adapters anew from the training half
 * (then run `npm run format`); `--only en` or `--only zh`.
 */
import { mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { parsePeft } from '../../runtime/adapters/peft.ts'
import type { Desk } from '../../runtime/cli/example/read-example.ts'
import { readArticles, readExample, readQuestions } from '../../runtime/cli/example/read-example.ts'
import { seedExample } from '../../runtime/cli/example/seed-example.ts'
import { trainExampleAdapters } from '../../runtime/cli/example/train-example.ts'
import { packageRoot } from '../../runtime/cli/package-info.ts'
import { scoreQuestions, scoreText } from '../../runtime/cli/reader/evaluate-reader.ts'
import type { LabelledQuestion } from '../../runtime/core/wire/banks.ts'
import type { Answer } from '../../runtime/core/values.ts'
import type { Runtime } from '../../runtime/node.ts'
import { createRuntime } from '../../runtime/node.ts'
import { mergeAdapter } from '../../runtime/reader/scorer.ts'
import { loadShippedWeights } from '../../runtime/reader/shipped-weights.node.ts'
import { comparePaired, formatDifference } from '../paired.ts'
import type { Cell } from '../record-table.ts'
import { formatTable, recordTable } from '../record-table.ts'

interface Scores {
  readonly em: number
  readonly f1: number
}

/** One test question, answered without and with the adapter of its intent. */
interface Compared {
  readonly alias: string
  readonly base: Scores
  readonly adapted: Scores
}

interface PipelineCase extends Compared {
  readonly isRouted: boolean
  readonly isRightAlias: boolean
  readonly isDeclined: boolean
  readonly isAnswerable: boolean
}

const example = join(packageRoot(), 'examples', 'support-desk')

export async function runSupportDeskEval(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { train: { type: 'boolean', default: false }, only: { type: 'string' } },
  })
  const desks = (await readExample(example)).filter(
    ({ language }) => values.only === undefined || values.only === language,
  )
  if (values.train) for (const desk of desks) await trainDesk(desk)
  const gold: Cell[][] = []
  const whole: Cell[][] = []
  const routed: Cell[][] = []
  const runtime = await createRuntime()
  try {
    const quiet = { say: () => undefined, progress: () => undefined }
    await seedExample(
      runtime.services,
      example,
      quiet,
      join(await mkdtemp(join(tmpdir(), 'signalbox-desk-')), 'seeded'),
    )
    for (const desk of desks) {
      gold.push(...toRows(desk, await compareOnArticles(desk)))
      const cases = await compareInPipeline(runtime, desk)
      whole.push(
        ...toRows(
          desk,
          cases.filter(({ isAnswerable }) => isAnswerable),
        ),
      )
      routed.push(toRoutingRow(desk, cases))
    }
  } finally {
    await runtime.close()
  }
  const head = [
    'desk',
    'adapter',
    'n',
    'base EM',
    'base F1',
    'adapter EM',
    'adapter F1',
    'F1 gained, 95 % interval',
  ]
  recordTable('support-desk-articles', formatTable(head, gold))
  recordTable('support-desk-pipeline', formatTable(head, whole))
  const routingHead = [
    'desk',
    'n',
    'sent to an adapter',
    'of these the right one',
    'answerable declined',
    'unanswerable',
    'of these declined',
  ]
  recordTable('support-desk-routing', formatTable(routingHead, routed))
}

async function trainDesk(desk: Desk): Promise<void> {
  await trainExampleAdapters(example, desk, (alias, { examples, validation }) => {
    const { base, adapter } = validation
    process.stdout.write(
      `${desk.id} ${alias}: ${examples} questions; out-of-fold F1 ${(100 * base.f1).toFixed(1)} → ${(100 * adapter.f1).toFixed(1)}\n`,
    )
  })
}

const testQuestions = async (desk: Desk): Promise<LabelledQuestion[]> =>
  (await readQuestions(example, desk)).filter(({ split }) => split === 'test')

const aliasOf = (desk: Desk, { intent }: LabelledQuestion): string | undefined =>
  desk.routes.find((route) => route.intent === intent)?.alias

async function compareOnArticles(desk: Desk): Promise<Compared[]> {
  const weights = await loadShippedWeights(desk.language)
  const articles = new Map((await readArticles(example, desk)).map((article) => [article.id, article]))
  const examples = (await testQuestions(desk)).flatMap((question) => {
    const article = articles.get(question.contextId ?? '')
    const alias = aliasOf(desk, question)
    if (article === undefined || alias === undefined || question.answers.length === 0) return []
    return [{ ...question, alias, passages: [{ title: article.title, text: article.text }] }]
  })
  const compared: Compared[] = []
  for (const alias of new Set(examples.map((one) => one.alias))) {
    const own = examples.filter((one) => one.alias === alias)
    const base = scoreQuestions(weights, weights.scorer, own)
    const adapted = scoreQuestions(weights, mergeAdapter(weights, await loadAdapter(desk, alias)), own)
    base.forEach((scores, i) =>
      compared.push({ alias, base: scores, adapted: adapted[i] ?? { em: 0, f1: 0 } }),
    )
  }
  return compared
}

async function loadAdapter(desk: Desk, alias: string) {
  const read = async (file: string) =>
    new Uint8Array(await readFile(join(example, desk.adapters, alias, file)))
  return parsePeft({
    config: await read('adapter_config.json'),
    weights: await read('adapter_model.safetensors'),
  })
}

/** The pipeline as it ships against the base reader on the passages that the same retriever finds. */
async function compareInPipeline(runtime: Runtime, desk: Desk): Promise<PipelineCase[]> {
  const index = await runtime.services.indexes.open(desk.id)
  const backend = await runtime.services.backends.open(`reader-${desk.language}`)
  const signal = new AbortController().signal
  const cases: PipelineCase[] = []
  for (const question of await testQuestions(desk)) {
    const wanted = aliasOf(desk, question) ?? ''
    const result = await runtime.run(desk.id, { question: question.question })
    const documents = await index.search(question.question, { method: 'hybrid', limit: 5 })
    const generation = backend.generate({ question: question.question, documents, adapter: null, signal })
    let next = await generation.next()
    while (next.done !== true) next = await generation.next()
    const answer = readAnswer(result.outputs)
    const alias = result.decisions.at(-1)?.alias ?? null
    const score = ({ text }: Pick<Answer, 'text'>) => scoreText(text, question.answers, desk.language)
    cases.push({
      alias: wanted,
      base: score(next.value),
      adapted: score(answer),
      isRouted: alias !== null,
      isRightAlias: alias === wanted,
      isDeclined: answer.abstained,
      isAnswerable: question.answers.length > 0,
    })
  }
  return cases
}

function readAnswer(outputs: Readonly<Record<string, unknown>>): Pick<Answer, 'text' | 'abstained'> {
  const value = Object(outputs['answer'])
  return { text: String(value.text ?? ''), abstained: value.abstained === true }
}

function toRows(desk: Desk, cases: readonly Compared[]): Cell[][] {
  const aliases = [...new Set(cases.map(({ alias }) => alias))]
  return [...aliases, undefined].map((alias) => {
    const own = alias === undefined ? cases : cases.filter((one) => one.alias === alias)
    const mean = (of: (one: Compared) => number) =>
      ((100 * own.reduce((sum, one) => sum + of(one), 0)) / Math.max(1, own.length)).toFixed(1)
    return [
      desk.language,
      alias ?? 'all',
      own.length,
      mean(({ base }) => base.em),
      mean(({ base }) => base.f1),
      mean(({ adapted }) => adapted.em),
      mean(({ adapted }) => adapted.f1),
      formatDifference(
        comparePaired(
          own.map(({ base }) => base.f1),
          own.map(({ adapted }) => adapted.f1),
        ),
      ),
    ]
  })
}

function toRoutingRow(desk: Desk, cases: readonly PipelineCase[]): Cell[] {
  const share = (part: readonly unknown[], of: readonly unknown[]) =>
    `${((100 * part.length) / Math.max(1, of.length)).toFixed(1)} %`
  const routed = cases.filter(({ isRouted }) => isRouted)
  const answerable = cases.filter(({ isAnswerable }) => isAnswerable)
  const other = cases.filter(({ isAnswerable }) => !isAnswerable)
  return [
    desk.language,
    cases.length,
    share(routed, cases),
    share(
      routed.filter(({ isRightAlias }) => isRightAlias),
      routed,
    ),
    share(
      answerable.filter(({ isDeclined }) => isDeclined),
      answerable,
    ),
    other.length,
    share(
      other.filter(({ isDeclined }) => isDeclined),
      other,
    ),
  ]
}
