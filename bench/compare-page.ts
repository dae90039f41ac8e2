/**
 * `bench -- compare-page [ROWS]`: how soon the page of an experiment is there, in Chromium, with the built server behind it. The
 * experiment is a real one: ROWS made-up questions (25,000) × 4 variants of a pipeline that only repeats its input.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import type { Browser } from '@playwright/test'
import { createClient } from '../runtime/client/client.ts'
import { parsePipeline } from '../runtime/core/document/parse.ts'
import { serveBuilt } from './built-server.ts'
import { openChromium } from './chromium.ts'
import { recordTable, formatTable } from './record-table.ts'

const variants = ['a', 'b', 'c', 'd']
const opens = 5
/** What one request takes. */
const rowsAtOnce = 5_000

const place = { x: 0, y: 0 }
const pipeline = parsePipeline({
  format: 'signalbox/pipeline',
  version: 1,
  id: 'echo',
  name: 'Echo',
  nodes: [
    { id: 'question', type: 'input', version: 1, config: {}, position: place },
    { id: 'answer', type: 'output', version: 1, config: {}, position: place },
  ],
  edges: [{ id: 'e', from: { node: 'question', port: 'question' }, to: { node: 'answer', port: 'value' } }],
})

export async function runComparePageBench(args: readonly string[]): Promise<void> {
  const rows = Number(args[0] ?? 25_000)
  const dataDir = await mkdtemp(join(tmpdir(), 'signalbox-compare-'))
  const { address, stop } = await serveBuilt(dataDir)
  try {
    const id = await runExperiment(address, rows)
    const client = createClient({ baseUrl: address })
    const served: Served = {
      report: await timeOf(() => client.experiments.report(id)),
      scores: await timeOf(() => client.experiments.scores(id)),
      scoresAgain: await timeOf(() => client.experiments.scores(id)),
    }
    const browser = await openChromium()
    try {
      await record(browser, { address, id, rows, served })
    } finally {
      await browser.close()
    }
  } finally {
    stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}

async function runExperiment(address: string, rows: number): Promise<string> {
  const client = createClient({ baseUrl: address })
  await client.pipelines.create(pipeline)
  await client.datasets.create({ id: 'made-up', name: 'Made up' })
  const questions = Array.from({ length: rows }, (_, at) => ({
    id: `q-${at}`,
    inputs: { question: `Question number ${at}` },
    expected: {
      answers: [at % 3 === 0 ? `Question number ${at}` : 'something else'],
      intent: `intent-${at % 12}`,
    },
  }))
  for (let from = 0; from < rows; from += rowsAtOnce) {
    await client.datasets.putRows('made-up', questions.slice(from, from + rowsAtOnce))
  }
  const { id } = await client.experiments.create({
    name: 'Page',
    dataset: 'made-up',
    variants: variants.map((name) => ({ id: name, name, pipeline: 'echo' })),
    baseline: 'a',
    concurrency: 8,
    traces: 'none',
  })
  await client.experiments.start(id)
  for await (const { cells } of client.experiments.follow(id)) {
    process.stderr.write(`\r${cells.done} of ${cells.total}`)
  }
  process.stderr.write('\n')
  return id
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

/** What the server takes for what the page asks, ms, as a client sees it: the first time after the end, and again. */
interface Served {
  readonly report: number
  readonly scores: number
  readonly scoresAgain: number
}

interface Subject {
  readonly address: string
  readonly id: string
  readonly rows: number
  readonly served: Served
}

async function record(browser: Browser, { address, id, rows, served }: Subject): Promise<void> {
  const tabs = [
    { name: 'Results', tab: 'results', ready: 'tbody[data-variant]' },
    { name: 'Rows', tab: 'rows', ready: '[data-index]' },
  ]
  const table = []
  for (const { name, tab, ready } of tabs) {
    const times: number[] = []
    let drawn = 0
    for (let open = 0; open < opens; open += 1) {
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
      times.push(
        await timeOf(async () => {
          await page.goto(`${address}/#/compare/${id}/${tab}`)
          await page.locator(ready).first().waitFor()
        }),
      )
      drawn = await page.locator(ready).count()
      await page.close()
    }
    times.sort((a, b) => a - b)
    const middle = times[Math.floor(opens / 2)] ?? 0
    table.push([name, Math.round(middle), Math.round(times.at(-1) ?? 0), drawn])
  }
  const cells = rows * variants.length
  recordTable(
    'compare-page',
    [
      `An experiment of ${cells.toLocaleString('en')} cells, opened ${opens} times in a new page with an empty cache: from the`,
      `navigation to the first row in sight. The first report after the end of the experiment took ${Math.round(served.report)} ms and is kept.`,
      `All scores by column took ${Math.round(served.scores)} ms the first time, and ${Math.round(served.scoresAgain)} ms once they were kept.`,
      '',
      formatTable(['tab', 'median ms', 'slowest ms', 'rows drawn'], table),
    ].join('\n'),
  )
}
