import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { SignalboxClient } from '../../runtime/client/client.ts'
import type { JobNews } from '../../runtime/core/wire/jobs.ts'
import type { ResourceWork } from './resources.ts'
import { watchServerWork } from './server-work.ts'

const news = (kind: JobNews['kind'], target: string, part: Partial<JobNews> = {}): JobNews => ({
  id: `${kind} ${target}`,
  kind,
  target,
  state: 'running',
  progress: 0.5,
  phase: 'words',
  ...part,
})

interface Connection {
  readonly tell: (jobs: readonly JobNews[]) => void
  readonly break: () => void
  readonly signal: AbortSignal
}

/** A server whose connections a test holds in its hands. */
function makeServer() {
  const connections: Connection[] = []
  const followAll = async function* (signal: AbortSignal) {
    const queue: (readonly JobNews[] | Error)[] = []
    let wake = () => {}
    const push = (item: readonly JobNews[] | Error) => {
      queue.push(item)
      wake()
    }
    connections.push({ tell: push, break: () => push(new Error('broken')), signal })
    signal.addEventListener('abort', () => wake())
    while (!signal.aborted) {
      const item = queue.shift()
      if (item instanceof Error) throw item
      if (item !== undefined) yield item
      else await new Promise<void>((resolve) => (wake = resolve))
    }
  }
  // Of the client only this is used.
  const server = { jobs: { followAll } } as unknown as SignalboxClient
  return { server, connections }
}

let visibility: DocumentVisibilityState
const look = (now: DocumentVisibilityState) => {
  visibility = now
  document.dispatchEvent(new Event('visibilitychange'))
}
const stops: (() => void)[] = []
beforeEach(() => {
  visibility = 'visible'
  vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => visibility)
})
afterEach(() => {
  for (const stop of stops.splice(0)) stop()
  vi.useRealTimers()
  vi.restoreAllMocks()
})

function watch(server: SignalboxClient) {
  const heard: (readonly ResourceWork[])[] = []
  const stop = watchServerWork(server, (work) => heard.push(work))
  stops.push(stop)
  return { heard, stop }
}

it('tells all who ask of builds and trainings over one connection, until the last has gone', async () => {
  const { server, connections } = makeServer()
  const one = watch(server)
  await vi.waitFor(() => expect(connections).toHaveLength(1))
  connections[0]?.tell([
    news('index-build', 'desk'),
    news('intent-training', 'desk', { progress: null }),
    news('adapter-training', 'tones'),
    news('example-seeding', 'example'),
  ])
  const work = [
    { kind: 'index', id: 'desk', share: 0.5 },
    { kind: 'intents', id: 'desk', share: null },
    { kind: 'bank', id: 'tones', share: 0.5 },
  ]
  await vi.waitFor(() => expect(one.heard).toEqual([work]))
  const other = watch(server)
  expect(other.heard).toEqual([work])
  expect(connections).toHaveLength(1)
  one.stop()
  expect(connections[0]?.signal.aborted).toBe(false)
  other.stop()
  expect(connections[0]?.signal.aborted).toBe(true)
})

it('tells of what began and ended between two looks, and that it is over', async () => {
  const { server, connections } = makeServer()
  const { heard } = watch(server)
  await vi.waitFor(() => expect(connections).toHaveLength(1))
  connections[0]?.tell([news('index-build', 'desk', { state: 'succeeded', progress: 1 })])
  await vi.waitFor(() => expect(heard).toEqual([[{ kind: 'index', id: 'desk', share: 1 }], []]))
})

it('holds no connection while nobody looks at the page, and makes a new one when one breaks', async () => {
  const { server, connections } = makeServer()
  const { heard } = watch(server)
  await vi.waitFor(() => expect(connections).toHaveLength(1))
  look('hidden')
  expect(connections[0]?.signal.aborted).toBe(true)
  vi.useFakeTimers()
  look('visible')
  await vi.waitFor(() => expect(connections).toHaveLength(2))
  connections[1]?.break()
  await vi.advanceTimersByTimeAsync(999)
  expect(connections).toHaveLength(2)
  await vi.advanceTimersByTimeAsync(1)
  expect(connections).toHaveLength(3)
  connections[2]?.break()
  await vi.advanceTimersByTimeAsync(1_999)
  expect(connections).toHaveLength(3)
  await vi.advanceTimersByTimeAsync(1)
  connections[3]?.tell([])
  await vi.advanceTimersByTimeAsync(0)
  expect(heard).toEqual([[]])
})
