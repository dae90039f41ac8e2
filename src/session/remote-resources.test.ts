import { expect, it, vi } from 'vitest'
import type { SignalboxClient } from '../../runtime/client/client.ts'
import { createClient } from '../../runtime/client/client.ts'
import { createRemoteResources } from './remote-resources.ts'

const index = {
  id: 'desk',
  name: 'Desk',
  language: 'en',
  generation: 1,
  articles: 3,
  chunks: 9,
  bytes: 100,
  isStale: false,
  changes: 0,
  builtAt: '2026-01-01T10:00:00Z',
}

/** A server with one index that answers after the client is asked for. */
function serve() {
  const connect = vi.fn<() => Promise<SignalboxClient>>(async () =>
    createClient({ fetch: async () => Response.json({ items: [index] }) }),
  )
  return { connect, resources: createRemoteResources(connect) }
}

it('asks for the client when something is first asked, not before', async () => {
  const { connect, resources } = serve()
  expect(connect).not.toHaveBeenCalled()
  expect(await resources.list('index')).toEqual([
    { id: 'desk', name: 'Desk', isReady: true, detail: '3 articles · built' },
  ])
})

it('lists in the language that is spoken', async () => {
  const { resources } = serve()
  resources.speak?.('zh-CN')
  expect((await resources.list('index'))[0]?.detail).toBe('3 篇文章 · 已构建')
})

it('leads to no page of the server', () => {
  const { resources } = serve()
  expect(resources.hrefOf).toBeUndefined()
  expect(resources.pipelines?.hrefOf).toBeUndefined()
})

it('a watch that is stopped before the client is there never begins', async () => {
  const followAll = vi.fn<SignalboxClient['jobs']['followAll']>()
  let open: (client: SignalboxClient) => void = () => undefined
  const opened = new Promise<SignalboxClient>((resolve) => (open = resolve))
  const resources = createRemoteResources(() => opened)
  resources.watchWork?.(() => undefined)()
  // Of the client only this is used.
  open({ jobs: { followAll } } as unknown as SignalboxClient)
  await resources.list('index').catch(() => undefined)
  expect(followAll).not.toHaveBeenCalled()
})
