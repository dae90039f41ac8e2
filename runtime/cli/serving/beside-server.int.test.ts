/** Commands that run experiments: in a process of their own, and through the server that has the data directory. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createClient } from '../../client/client.ts'
import { openSqliteStores } from '../../storage/sqlite/open-stores.ts'
import { echoPipeline } from '../../testing/pipelines.ts'
import { runCliCaptured } from '../../testing/run-cli-captured.ts'
import type { CliProcess } from '../../testing/start-server-process.ts'
import { startCli, startServerProcess } from '../../testing/start-server-process.ts'

const env = { SIGNALBOX_TOKEN: 'a-token-for-these-tests-only-0123456789' }
const rows = 400

let folder = ''
let dataDir = ''
let running: CliProcess[] = []
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signalbox-beside-'))
  dataDir = join(folder, 'data')
  // Long texts: their scores take long enough that an experiment can be met half-way.
  const words = Array.from({ length: 500 }, (_, index) => `w${index}`).join(' ')
  const lines = Array.from({ length: rows }, (_, index) =>
    JSON.stringify({ id: `r${index}`, question: `${index} ${words}`, answers: [`${index} ${words}`] }),
  )
  await writeFile(join(folder, 'rows.jsonl'), lines.join('\n'))
  await writeFile(join(folder, 'echo.json'), JSON.stringify(echoPipeline))
  const override = { node: 'fill', path: 'config.template', value: '{{ q }}' }
  const definition = {
    name: 'Echo',
    dataset: { file: 'rows.jsonl' },
    baseline: 'prefixed',
    warmUp: 0,
    variants: [
      { id: 'prefixed', name: 'Prefixed', pipeline: { file: 'echo.json' } },
      { id: 'plain', name: 'Plain', pipeline: { file: 'echo.json' }, overrides: [override] },
    ],
  }
  await writeFile(join(folder, 'experiment.json'), JSON.stringify(definition))
})
afterEach(async () => {
  await Promise.all(running.map((one) => one.kill('SIGKILL')))
  running = []
  await rm(folder, { recursive: true, force: true })
})

function cli(...args: readonly string[]): CliProcess {
  const started = startCli([...args, '--data-dir', dataDir], env)
  running.push(started)
  return started
}
const runExperiment = (...args: readonly string[]) =>
  cli('experiment', 'run', join(folder, 'experiment.json'), ...args)

async function startServer() {
  const server = await startServerProcess(['--port', '0', '--data-dir', dataDir], env)
  running.push(server)
  return { ...server, client: createClient({ baseUrl: server.address, token: env.SIGNALBOX_TOKEN }) }
}

/** Looks again until more than `count` cells are stored; the answer is how many. */
async function untilMoreThan(count: number, look: () => Promise<number>): Promise<number> {
  for (;;) {
    const done = await look()
    if (done > count) return done
    await setTimeout(5)
  }
}

async function openStores() {
  return openSqliteStores({ path: join(dataDir, 'signalbox.db') })
}

/** Every cell of the plan is there once. */
async function checkCells(): Promise<void> {
  const stores = await openStores()
  const { items } = await stores.experiments.cells('echo', { limit: 10 * rows })
  await stores.close()
  expect(items).toHaveLength(2 * rows)
  expect(new Set(items.map(({ row, variant }) => `${row} ${variant}`)).size).toBe(2 * rows)
  expect(new Set(items.map(({ order }) => order)).size).toBe(2 * rows)
}

it('stops at Ctrl-C and goes on with --resume: no cell twice, none missing', async () => {
  const first = runExperiment('--json')
  while (!first.output.stderr.includes('Experiment echo.')) await setTimeout(5)
  const stores = await openStores()
  await untilMoreThan(0, async () => (await stores.experiments.count('echo')).done)
  await stores.close()
  await first.kill('SIGINT')
  expect(await first.ended).toBe(1)
  expect(first.output.stderr).toMatch(new RegExp(`Stopped at [1-9]\\d* of ${2 * rows} cells`))
  expect(JSON.parse(first.output.stdout)).toMatchObject({ isComplete: false })
  const refused = cli('experiment', 'report', 'echo', '--baseline', 'plain')
  expect(await refused.ended).toBe(1)
  expect(refused.output.stderr).toMatch(
    /Variant "Plain" has \d+ of \d+ cells; what is partial can be no baseline/,
  )
  const second = runExperiment('--resume', '--json')
  expect(await second.ended).toBe(0)
  expect(JSON.parse(second.output.stdout)).toMatchObject({ isComplete: true, datasetRows: rows })
  await checkCells()
})

it('does the same through a running server, also after that was interrupted or killed', async () => {
  const server = await startServer()
  const done = async ({ client }: typeof server) => (await client.experiments.get('echo')).cells.done
  const first = runExperiment('--json')
  while (!first.output.stderr.includes('Experiment echo.')) await setTimeout(5)
  await untilMoreThan(0, () => done(server))
  await first.kill('SIGINT')
  expect([await first.ended, first.output.stderr]).toEqual([
    1,
    expect.stringContaining('Go on with --resume'),
  ])
  const stopped = await server.client.experiments.get('echo')
  expect(stopped.state).toBe('stopped')

  const second = runExperiment('--resume', '--json')
  await untilMoreThan(stopped.cells.done, () => done(server))
  await server.kill('SIGKILL')
  expect([await second.ended, second.output.stderr]).toEqual([1, expect.stringContaining('--resume')])
  expect(JSON.parse(second.output.stdout)).toHaveProperty('error.code')

  const again = await startServer()
  const third = runExperiment('--resume', '--json', '--fail-on', 'plain.em.value < 1')
  expect([await third.ended, third.output.stderr]).toEqual([0, expect.stringContaining('The gate passed')])
  const report = await again.client.experiments.report('echo')
  expect(JSON.parse(third.output.stdout)).toEqual(JSON.parse(JSON.stringify(report)))
  const gated = cli('experiment', 'report', 'echo', '--fail-on', 'prefixed.em.value < 1')
  expect([await gated.ended, gated.output.stderr]).toEqual([1, expect.stringContaining('The gate failed')])
  await again.kill('SIGTERM')
  await checkCells()
})

it('imports and lists through the server, and says what to do when it refuses or is silent', async () => {
  const { client, address } = await startServer()
  const imported = cli('dataset', 'import', join(folder, 'rows.jsonl'), '--name', 'Desk', '--json')
  expect(await imported.ended).toBe(0)
  expect(JSON.parse(imported.output.stdout)).toMatchObject({ imported: rows, dataset: { id: 'desk', rows } })
  expect(await client.datasets.get('desk')).toMatchObject({ rows, labelled: { answers: rows } })
  const listed = cli('dataset', 'list', '--json')
  expect([await listed.ended, JSON.parse(listed.output.stdout)]).toEqual([0, await client.datasets.list()])

  // This process has no token of the server's.
  const refused = await runCliCaptured('experiment', 'list', '--json', '--data-dir', dataDir)
  expect([refused.code, refused.json()]).toMatchObject([1, { error: { code: 'UNAUTHORIZED' } }])
  expect(refused.stderr).toContain('SIGNALBOX_TOKEN')

  const silent = join(folder, 'silent')
  const lock = { pid: process.pid, startedAt: new Date().toISOString(), address: 'http://127.0.0.1:1' }
  await runCliCaptured('dataset', 'list', '--data-dir', silent)
  await writeFile(join(silent, 'lock.json'), JSON.stringify(lock))
  const held = await runCliCaptured('experiment', 'list', '--json', '--data-dir', silent)
  expect([held.code, held.json()]).toMatchObject([
    1,
    { error: { code: 'DATA_DIR_SERVER_SILENT', params: { url: lock.address, pid: process.pid } } },
  ])
  expect(address).not.toContain(env.SIGNALBOX_TOKEN)
})
