import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { SignalboxClient } from '../../client/client.ts'
import { createClient } from '../../client/client.ts'
import { createRandom } from '../../core/random.ts'
import { node, pipelineOf, wire } from '../../testing/pipelines.ts'
import type { ServerProcess } from '../../testing/start-server-process.ts'
import { startServerProcess } from '../../testing/start-server-process.ts'

const kills = 5
const runsPerRound = 15
const askers = 4

const desk = pipelineOf(
  [
    node('ask', 'input'),
    node('intent', 'intent-classifier', { intents: 'desk' }),
    node('bank', 'adapter-bank', { bank: 'desk' }),
    node('answer', 'output'),
  ],
  [
    wire('ask.question', 'intent.text'),
    wire('ask.question', 'bank.question'),
    wire('intent.intent', 'bank.intent'),
    wire('bank.answer', 'answer.value'),
  ],
  'desk',
)

let dataDir = ''
let server: ServerProcess | undefined
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'signalbox-runs-'))
})
afterEach(async () => {
  await server?.kill('SIGKILL')
  await rm(dataDir, { recursive: true, force: true })
})

async function start(args: readonly string[] = []): Promise<SignalboxClient> {
  server = await startServerProcess(['--port', '0', '--data-dir', dataDir, ...args])
  return createClient({ baseUrl: server.address })
}

async function setUp(client: SignalboxClient): Promise<void> {
  await client.intents.create({ id: 'desk', name: 'Desk' })
  const texts = {
    refund: ['money back', 'a refund', 'pay me back'],
    delay: ['late train', 'a delay', 'so late'],
  }
  await client.intents.putUtterances(
    'desk',
    Object.entries(texts).flatMap(([intent, list]) =>
      list.flatMap((text, i) =>
        ['please', 'now', 'today'].map((word) => ({
          id: `${intent}-${i}-${word}`,
          text: `${text} ${word}`,
          intent,
        })),
      ),
    ),
  )
  const { id } = await client.intents.train('desk')
  for await (const { state } of client.jobs.follow(id)) if (state === 'failed') throw new Error('no model')
  await client.banks.create({ id: 'desk', name: 'Desk' })
  await client.pipelines.create(desk)
}

/** Asks until the server is gone; counts the answers that came. */
async function askUntilKilled(address: string, count: () => void): Promise<void> {
  try {
    for (;;) {
      const reply = await fetch(`${address}/api/pipelines/desk/runs`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ inputs: { question: 'a refund please' }, expected: { answers: [] } }),
      })
      await reply.json()
      if (reply.status === 200) count()
    }
  } catch {
    // The server was killed; what was under way may be counted or not.
  }
}

const countRuns = async (client: SignalboxClient) =>
  (await client.runs.list({ status: 'succeeded', limit: 1 })).total

it(
  `counts every run once in ${kills} kills, and none that was answered is lost`,
  { timeout: 200_000 },
  async () => {
    const random = createRandom(3)
    let answered = 0
    for (let kill = 0; kill <= kills; kill += 1) {
      const client = await start()
      if (kill === 0) await setUp(client)
      const { total } = await client.banks.metrics('desk')
      expect(total.n).toBe(await countRuns(client))
      expect(total.n).toBeGreaterThanOrEqual(answered)
      // One may have been under way for each asker and kill.
      expect(total.n).toBeLessThanOrEqual(answered + kill * askers)
      expect((await client.runs.list({ status: 'running' })).total).toBe(0)
      if (kill === kills) break
      const address = server?.address ?? ''
      const asking = Promise.all(
        Array.from({ length: askers }, () => askUntilKilled(address, () => (answered += 1))),
      )
      const target = answered + runsPerRound
      while (answered < target) {
        // Asked in between, so that sums are kept while runs go on.
        await client.banks.metrics('desk').catch(() => undefined)
        await setTimeout(random.below(10))
      }
      await server?.kill('SIGKILL')
      await asking
    }
    expect(answered).toBeGreaterThanOrEqual(kills * runsPerRound)
  },
)

it('keeps no more runs than it was told to', { timeout: 60_000 }, async () => {
  const client = await start()
  await setUp(client)
  for (let i = 0; i < 12; i += 1) {
    for await (const event of client.runs.stream('desk', { inputs: { question: `a refund ${i}` } })) {
      if (event.type === 'run-finished') expect(event.status).toBe('succeeded')
    }
  }
  await server?.kill('SIGTERM')
  const after = await start(['--keep-runs', '5', '--keep-days', '7'])
  await expect.poll(async () => (await after.runs.list({})).total).toBe(5)
  expect((await after.runs.list({})).items[0]?.question).toBe('a refund 11')
  expect(await after.runs.retention()).toMatchObject({ keepRuns: 5, keepDays: 7, stored: { runs: 5 } })
  await expect.poll(async () => (await after.banks.metrics('desk')).total.n).toBe(5)
})
