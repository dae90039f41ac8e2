import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createClient } from '../../client/client.ts'
import { openSqliteStores } from '../../storage/sqlite/open-stores.ts'
import type { CliProcess } from '../../testing/start-server-process.ts'
import { startCli, startServerProcess } from '../../testing/start-server-process.ts'

let dataDir = ''
let running: CliProcess[] = []
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'signalbox-serve-'))
})
afterEach(async () => {
  await Promise.all(running.map((one) => one.kill('SIGKILL')))
  running = []
  await rm(dataDir, { recursive: true, force: true })
})

async function start(args: readonly string[] = [], env?: Readonly<Record<string, string>>) {
  const server = await startServerProcess(['--port', '0', '--data-dir', dataDir, ...args], env)
  running.push(server)
  return server
}

/** Takes a port away and holds it until the release; another program may hold the wanted one already. */
async function holdPort(wanted = 0): Promise<{ port: number; release: () => void }> {
  const foreign = createServer()
  await new Promise<void>((resolve) => {
    foreign.once('error', () => resolve())
    foreign.listen(wanted, '127.0.0.1', resolve)
  })
  const address = foreign.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    release: () => foreign.close(),
  }
}

describe('a second start on the same data directory', () => {
  it('prints the address of the first and ends with 0', async () => {
    const first = await start()
    const second = startCli(['serve', '--port', '0', '--data-dir', dataDir])
    expect(await second.ended).toBe(0)
    expect(second.output.stdout).toBe(`Signalbox runs already: ${first.address}\n`)
  })

  it('takes over from one that was killed', async () => {
    await (await start()).kill('SIGKILL')
    const next = await start()
    expect((await fetch(`${next.address}/healthz`)).status).toBe(200)
  })

  it('lets exactly one of four that start at once serve', async () => {
    const all = [1, 2, 3, 4].map(() => startCli(['serve', '--json', '--port', '0', '--data-dir', dataDir]))
    running.push(...all)
    const ended = await new Promise<CliProcess[]>((resolve) => {
      const done: CliProcess[] = []
      for (const one of all) {
        void one.ended.then(() => {
          done.push(one)
          if (done.length === 3) resolve([...done])
        })
      }
    })
    const serving = all.filter((one) => !ended.includes(one))
    expect(serving).toHaveLength(1)
    const address = JSON.parse(serving[0]?.output.stdout ?? '{}').address
    for (const one of ended) expect(JSON.parse(one.output.stdout)).toMatchObject({ isRunning: true, address })
    expect((await fetch(`${address}/healthz`)).status).toBe(200)
  })
})

describe('serve', () => {
  it('says aloud that a port is taken and takes the next', async () => {
    const { port, release } = await holdPort()
    const server = await startServerProcess(['--port', String(port), '--data-dir', dataDir])
    running.push(server)
    release()
    expect(server.output.stderr).toContain(`Port ${port} is taken`)
    expect(Number(new URL(server.address).port)).toBeGreaterThan(port)
    expect((await fetch(`${server.address}/readyz`)).status).toBe(200)
  })

  it('says that the last port is taken, and ends with nothing left open', async () => {
    const { release } = await holdPort(65_535)
    const refused = startCli(['serve', '--json', '--port', '65535', '--data-dir', dataDir])
    running.push(refused)
    expect(await refused.ended).toBe(1)
    release()
    expect(JSON.parse(refused.output.stdout)).toMatchObject({
      error: { code: 'NO_FREE_PORT', params: { first: 65_535, last: 65_535 } },
    })
    expect(await readdir(dataDir)).not.toContain('lock.json')
  })

  it('ends with 1 and without a lock when the example cannot be set up', async () => {
    const stores = await openSqliteStores({ path: join(dataDir, 'signalbox.db') })
    await stores.collections.put('index', 'support-desk', { name: 'of another shape' })
    await stores.close()
    const failed = startCli(['start', '--port', '0', '--data-dir', dataDir])
    running.push(failed)
    expect(await failed.ended).toBe(1)
    expect(failed.output.stdout).toBe('')
    expect(await readdir(dataDir)).not.toContain('lock.json')
    expect(await readdir(dataDir)).not.toContain('example.json')
  })

  it('refuses to open itself to other machines without a token, before it touches any data', async () => {
    const refused = startCli([
      'serve',
      '--host',
      '0.0.0.0',
      '--port',
      '0',
      '--data-dir',
      join(dataDir, 'new'),
    ])
    expect(await refused.ended).toBe(1)
    expect(refused.output.stderr.trim().split('\n')).toHaveLength(1)
    expect(refused.output.stderr).toContain('SIGNALBOX_TOKEN')
    expect(await readdir(dataDir)).toEqual([])
  })

  it('takes the token from a file or from the environment, and asks for it', async () => {
    const token = 'a-long-and-secret-token'
    const tokenFile = join(dataDir, 'token')
    await writeFile(tokenFile, `${token}\n`)
    const { address } = await start(['--host', '0.0.0.0', '--token-file', tokenFile])
    expect((await fetch(`${address}/api/pipelines`)).status).toBe(401)
    expect(await createClient({ baseUrl: address, token }).pipelines.list()).toEqual([])
    const short = startCli(['serve', '--port', '0', '--data-dir', join(dataDir, 'b')], {
      SIGNALBOX_TOKEN: 'short',
    })
    expect(await short.ended).toBe(1)
    expect(short.output.stderr).not.toContain('short ')
  })

  it('ends in good order on SIGTERM, and leaves no lock', async () => {
    const server = await start()
    await createClient({ baseUrl: server.address }).indexes.create({ name: 'Desk' })
    await server.kill('SIGTERM')
    expect(await server.ended).toBe(0)
    expect(await readdir(dataDir)).not.toContain('lock.json')
  })

  it('keeps its log off standard output', async () => {
    const server = await start([], { SIGNALBOX_LOG_LEVEL: 'info' })
    await fetch(`${server.address}/healthz`)
    await server.kill('SIGTERM')
    expect(server.output.stdout.trim().split('\n')).toHaveLength(1)
    expect(server.output.stderr).toContain('/healthz')
  })

  it('takes what is no port for wrong usage', async () => {
    for (const [args, env] of [
      [['--port', 'eighty'], {}],
      [[], { SIGNALBOX_PORT: '70000' }],
    ] as const) {
      const refused = startCli(['serve', '--data-dir', dataDir, ...args], env)
      expect(await refused.ended).toBe(2)
      expect(refused.output.stderr).toContain('0 to 65535')
    }
  })
})
