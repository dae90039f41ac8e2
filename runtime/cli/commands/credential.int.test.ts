import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { runCliCaptured } from '../../testing/run-cli-captured.ts'
import { startTestServer } from '../../testing/start-test-server.ts'

const secret = 'sk-canary-7f3a91c2e4d6'
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signalbox-credential-'))
  vi.stubEnv('ENGINE_KEY', secret)
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await rm(folder, { recursive: true })
})

const run = (...args: string[]) => runCliCaptured('credential', ...args, '--json', '--data-dir', folder)
const add = (...args: string[]) =>
  run('add', 'engine', '--origin', 'https://api.example.com/v1', '--secret-env', 'ENGINE_KEY', ...args)

it('saves a key from a variable, lists it without its secret, and forgets it', async () => {
  const added = await add('--header', 'x-api-key')
  expect([added.code, added.json()]).toMatchObject([
    0,
    { name: 'engine', origin: 'https://api.example.com', header: 'x-api-key' },
  ])
  const listed = await run('list')
  expect(listed.json()).toMatchObject([{ name: 'engine', lastUsedAt: null }])
  const server = await startTestServer({ dataDir: folder })
  expect(await server.client.credentials.list()).toHaveLength(1)
  await server.close()
  expect((await run('remove', 'engine')).json()).toEqual({ name: 'engine', pipelines: [], backends: [] })
  expect((await run('list')).json()).toEqual([])
  for (const { stdout, stderr } of [added, listed]) expect(stdout + stderr).not.toContain('canary')
})

it.each([
  ['an empty variable', ['--secret-env', 'NOBODY_SET_THIS']],
  ['an address that is none', ['--origin', 'here']],
  ['a header that frames the request', ['--header', 'host']],
])('refuses %s and saves nothing', async (_name, args) => {
  const { code, stderr } = await add(...args)
  expect(code).toBe(2)
  expect(stderr).not.toContain('canary')
  expect((await run('list')).json()).toEqual([])
})
