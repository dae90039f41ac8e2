/** Builds and trainings on the server, told over one connection for all who ask, while the page is looked at. */
import type { SignalboxClient } from '../../runtime/client/client.ts'
import type { JobKind, JobNews } from '../../runtime/core/wire/jobs.ts'
import type { ResourceWork } from './resources.ts'

type Listener = (work: readonly ResourceWork[]) => void

interface Watch {
  readonly listeners: Set<Listener>
  last: readonly ResourceWork[] | undefined
  readonly stop: () => void
}

const watches = new WeakMap<SignalboxClient, Watch>()

const kinds: Partial<Record<JobKind, ResourceWork['kind']>> = {
  'index-build': 'index',
  'intent-training': 'intents',
  'adapter-training': 'bank',
}

/** Between two attempts to connect; each failed one doubles the pause. */
const pauseMs = { first: 1_000, longest: 30_000 }

/** @returns call it to stop; the connection ends with the last who asked */
export function watchServerWork(server: SignalboxClient, listener: Listener): () => void {
  const watch = watches.get(server) ?? openWatch(server)
  watches.set(server, watch)
  watch.listeners.add(listener)
  if (watch.last !== undefined) listener(watch.last)
  return () => {
    watch.listeners.delete(listener)
    if (watch.listeners.size > 0 || watches.get(server) !== watch) return
    watches.delete(server)
    watch.stop()
  }
}

function openWatch(server: SignalboxClient): Watch {
  let connection: AbortController | undefined
  // A browser opens few connections to one server for all its tabs together: those that nobody looks at hold none.
  const look = () => {
    if (document.visibilityState === 'hidden') {
      connection?.abort()
      connection = undefined
    } else if (connection === undefined) {
      connection = new AbortController()
      void follow(server, watch, connection.signal)
    }
  }
  const watch: Watch = {
    listeners: new Set(),
    last: undefined,
    stop: () => {
      document.removeEventListener('visibilitychange', look)
      connection?.abort()
    },
  }
  document.addEventListener('visibilitychange', look)
  look()
  return watch
}

async function follow(server: SignalboxClient, watch: Watch, signal: AbortSignal): Promise<void> {
  const tell = (work: readonly ResourceWork[]) => {
    watch.last = work
    for (const listener of watch.listeners) listener(work)
  }
  let pause = pauseMs.first
  while (!signal.aborted) {
    try {
      for await (const jobs of server.jobs.followAll(signal)) {
        if (signal.aborted) return
        pause = pauseMs.first
        tell(workOf(jobs))
        // What began and ended between two looks was there all the same.
        if (jobs.some(hasEnded)) tell(workOf(jobs.filter((job) => !hasEnded(job))))
      }
    } catch {
      // The server is away, or will not tell: what is done without it says so.
    }
    await wait(pause, signal)
    pause = Math.min(pause * 2, pauseMs.longest)
  }
}

const hasEnded = ({ state }: JobNews) => state !== 'queued' && state !== 'running'

function workOf(jobs: readonly JobNews[]): readonly ResourceWork[] {
  return jobs.flatMap(({ kind, target, progress }) => {
    const worked = kinds[kind]
    return worked === undefined ? [] : [{ kind: worked, id: target, share: progress }]
  })
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, ms)
    signal.addEventListener('abort', end)
  })
}
