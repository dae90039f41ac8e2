import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { createClient } from '../../client/client.ts'
import type { FakeVllm } from '../../testing/fake-vllm.ts'
import { startFakeVllm } from '../../testing/fake-vllm.ts'
import { runCliCaptured } from '../../testing/run-cli-captured.ts'
import type { ServerProcess } from '../../testing/start-server-process.ts'
import { startServerProcess } from '../../testing/start-server-process.ts'

let folder = ''
let engine: FakeVllm
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signalbox-backend-'))
  engine = await startFakeVllm()
})
afterEach(() => vi.unstubAllEnvs())
afterAll(async () => {
  await engine.stop()
  await rm(folder, { recursive: true })
})

const run = (...args: string[]) => runCliCaptured('backend', ...args, '--data-dir', folder)
const add = (...args: string[]) =>
  run('add', 'gpu', '--address', engine.address, '--engine', 'vllm', '--json', ...args)
const made = () => ({
  id: 'gpu',
  base: 'tiny-base',
  kind: 'http',
  capabilities: { languages: null, adapters: true, training: false },
  connection: { engine: 'vllm', address: engine.address, credential: '', adapterFolder: '/mnt/adapters' },
  banks: [],
})

describe('alone, the command', () => {
  it('makes a backend where the operator lets it go, lists it, and removes it', async () => {
    vi.stubEnv('SIGNALBOX_EGRESS_ALLOW', engine.origin)
    const added = await add('--adapter-folder', '/mnt/adapters')
    expect([added.code, added.json()]).toEqual([0, made()])
    const listed = await run('list', '--json')
    expect((listed.json() as { id: string }[]).map(({ id }) => id)).toEqual(['reader-en', 'reader-zh', 'gpu'])
    const seen = engine.seen.length
    expect((await run('list')).stdout).toContain(
      `gpu  http  tiny-base  ${engine.address}  any language  takes adapters  no training here  no bank`,
    )
    expect(engine.seen).toHaveLength(seen)
    const unnamed = await run('add', 'Big GPU', '--address', engine.address)
    expect([unnamed.code, unnamed.stderr]).toEqual([
      2,
      expect.stringContaining('small letters, digits and hyphens'),
    ])
    const again = await add()
    expect([again.code, again.stderr]).toEqual([1, expect.stringContaining('"gpu" exists already')])
    const removed = await run('remove', 'gpu', '--json')
    expect([removed.code, removed.json()]).toEqual([0, { id: 'gpu' }])
    const gone = await run('remove', 'gpu')
    expect([gone.code, gone.stderr]).toEqual([1, expect.stringContaining('no backend "gpu"')])
  })

  it('says in words what it made, and what it removed', async () => {
    vi.stubEnv('SIGNALBOX_EGRESS_ALLOW', engine.origin)
    const added = await run('add', 'lamp', '--address', engine.address)
    expect(added.stdout).toBe(`lamp stands for tiny-base at ${engine.address}.\n`)
    expect((await run('list')).stdout).toContain('any language  base model alone')
    expect((await run('remove', 'lamp')).stdout).toBe('lamp is removed.\n')
  })

  it('goes nowhere that the operator does not list', async () => {
    vi.stubEnv('SIGNALBOX_EGRESS_ALLOW', '')
    const seen = engine.seen.length
    const { code, stderr } = await add()
    expect([code, stderr]).toEqual([1, expect.stringContaining('SIGNALBOX_EGRESS_ALLOW')])
    expect(engine.seen).toHaveLength(seen)
  })

  it.each([
    ['no address', ['add', 'gpu'], '--address'],
    ['an address that is none', ['add', 'gpu', '--address', 'here'], 'address: it is a web address'],
    [
      'an engine nobody knows',
      ['add', 'gpu', '--address', 'http://h/v1', '--engine', 'sglang'],
      'openai, vllm',
    ],
    ['an id that is a path', ['add', '../x', '--address', 'http://h/v1'], 'id: '],
    [
      'a folder that is no whole path',
      ['add', 'gpu', '--address', 'http://h/v1', '--adapter-folder', 'x'],
      'adapterFolder: it is a whole path',
    ],
  ])('is used wrongly with %s', async (_what, args, reason) => {
    const { code, stderr } = await run(...args)
    expect([code, stderr]).toEqual([2, expect.stringContaining(reason)])
  })
})

describe('beside a server, the command', () => {
  let server: ServerProcess
  beforeAll(async () => {
    const env = { SIGNALBOX_EGRESS_ALLOW: engine.origin }
    server = await startServerProcess(['--port', '0', '--data-dir', folder], env)
  })
  afterAll(() => server.kill('SIGKILL'))

  it('makes, lists and removes through it, by its way out', async () => {
    vi.stubEnv('SIGNALBOX_EGRESS_ALLOW', '')
    const client = createClient({ baseUrl: server.address })
    const added = await add('--adapter-folder', '/mnt/adapters')
    expect([added.code, added.json()]).toEqual([0, made()])
    expect(await client.backends.get('gpu')).toEqual(made())
    await client.banks.create({ id: 'desk', name: 'Desk', backend: 'gpu' })
    expect((await run('list')).stdout).toContain('no training here  banks: desk')
    const used = await run('remove', 'gpu')
    expect([used.code, used.stderr]).toEqual([1, expect.stringContaining('serves these banks: Desk')])
    await client.banks.remove('desk')
    expect((await run('remove', 'gpu', '--json')).json()).toEqual({ id: 'gpu' })
    expect(await client.backends.list()).toHaveLength(2)
    const other = await run('add', 'gpu', '--address', 'http://127.0.0.1:1/v1')
    expect([other.code, other.stderr]).toEqual([1, expect.stringContaining('does not send requests')])
  })
})
