import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { emptyPipeline } from '../../core/document/empty-pipeline.ts'
import type { SignalboxClient } from '../../client/client.ts'
import { createClient } from '../../client/client.ts'
import type { PipelineDocument } from '../../core/document/document.ts'
import { createRandom } from '../../core/random.ts'
import { startServerProcess } from '../../testing/start-server-process.ts'

const kills = 20
const writers = ['one', 'two', 'three', 'four']
/** Acknowledged saves before each kill. */
const savesPerRound = 12

const documentOf = (id: string, name: string): PipelineDocument => ({
  ...emptyPipeline(id, name),
})

/** What this process knows, outside the server: the newest acknowledged state, and what may have been under way. */
interface Ledger {
  counter: number
  name: string
  sent: string
  saves: number
  readonly utterances: Set<string>
}

let dataDir = ''
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'signalbox-kill-'))
})
afterAll(() => rm(dataDir, { recursive: true, force: true }))

const countSaves = (ledgers: ReadonlyMap<string, Ledger>) =>
  [...ledgers.values()].reduce((sum, { saves }) => sum + saves, 0)

async function saveUntilKilled(client: SignalboxClient, id: string, ledger: Ledger): Promise<void> {
  try {
    for (;;) {
      ledger.sent = `${id} ${ledger.saves + 1} ${'x'.repeat(1 + ((ledger.saves * 37) % 100))}`
      const draft = await client.pipelines.save(id, documentOf(id, ledger.sent), ledger.counter)
      ledger.counter = draft.counter
      ledger.name = ledger.sent
      ledger.saves += 1
      if (ledger.saves % 3 !== 0) continue
      const utterance = `${id}-${ledger.saves}`
      await client.intents.putUtterances('desk', [{ id: utterance, text: utterance, intent: 'a' }])
      ledger.utterances.add(utterance)
    }
  } catch {
    // The server was killed; what was under way may stand or not.
  }
}

/** Compares what the restarted server has with the ledger. */
async function checkLedger(client: SignalboxClient, id: string, ledger: Ledger): Promise<void> {
  const { counter, document } = await client.pipelines.get(id)
  const isAsAcknowledged = counter === ledger.counter && document.name === ledger.name
  const isOneAhead = counter === ledger.counter + 1 && document.name === ledger.sent
  expect(
    isAsAcknowledged || isOneAhead,
    `${id}: ${counter} ${document.name} against ${JSON.stringify(ledger)}`,
  ).toBe(true)
  ledger.counter = counter
  ledger.name = document.name
}

it(`loses no acknowledged save in ${kills} kills`, { timeout: 400_000 }, async () => {
  const random = createRandom(7)
  const ledgers = new Map(
    writers.map((id) => [
      id,
      { counter: 1, name: id, sent: id, saves: 0, utterances: new Set<string>() } as Ledger,
    ]),
  )
  for (let kill = 0; kill <= kills; kill += 1) {
    const server = await startServerProcess(['--port', '0', '--data-dir', dataDir])
    const client = createClient({ baseUrl: server.address })
    if (kill === 0) {
      await client.intents.create({ id: 'desk', name: 'Desk' })
      for (const id of writers) await client.pipelines.create(documentOf(id, id))
    }
    for (const [id, ledger] of ledgers) await checkLedger(client, id, ledger)
    const stored = new Set(
      (await client.intents.utterances('desk', { limit: 1_000 })).items.map(({ id }) => id),
    )
    for (const { utterances } of ledgers.values()) {
      expect([...utterances].filter((id) => !stored.has(id))).toEqual([])
    }
    if (kill === kills) {
      await server.kill('SIGTERM')
      break
    }
    const saving = Promise.all([...ledgers].map(([id, ledger]) => saveUntilKilled(client, id, ledger)))
    // By acknowledgements, not by time: a slow machine must not make the test empty.
    const target = countSaves(ledgers) + savesPerRound
    while (countSaves(ledgers) < target) await setTimeout(1)
    await setTimeout(random.below(20))
    await server.kill('SIGKILL')
    await saving
  }
  expect(countSaves(ledgers)).toBeGreaterThanOrEqual(kills * savesPerRound)
})
