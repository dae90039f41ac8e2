/** The newest job of one kind on one resource: started here or elsewhere, followed to its end. */
import type { QueryClient, QueryKey } from '@tanstack/react-query'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { Job, JobKind } from '../../runtime/core/wire/jobs.ts'
import { useServer } from '../session/server-context.tsx'

export interface FollowedJob {
  /** Null when none is known to the server. */
  readonly job: Job | null
  readonly isRunning: boolean
  /** True when it ended while this page was looking. */
  readonly hasEndedHere: boolean
  /** Why it could not be started or cancelled. */
  readonly error: unknown
  start(make: () => Promise<Job>): void
  cancel(): void
  /** Takes a message about an ended job away. */
  dismiss(): void
}

export interface JobOptions {
  readonly kind: JobKind
  /** Null while no resource is open: then nothing is followed. */
  readonly target: string | null
  /** Called once when the job that was followed has ended. */
  readonly onEnd: (job: Job) => void
}

const retryMs = 1_000

export function useJob({ kind, target, onEnd }: JobOptions): FollowedJob {
  const server = useServer()
  const queries = useQueryClient()
  const [error, setError] = useState<unknown>(null)
  const [endedId, setEndedId] = useState<string | null>(null)
  const [dismissedId, setDismissedId] = useState<string | null>(null)
  const key = ['job', kind, target]
  const { data: job = null } = useQuery({
    queryKey: key,
    queryFn: async () =>
      (await server.jobs.list()).find((one) => one.kind === kind && one.target === target) ?? null,
    staleTime: 0,
    enabled: target !== null,
  })
  const isRunning = job !== null && job.finishedAt === null
  const runningId = isRunning ? job.id : null
  const end = useRef(onEnd)
  useEffect(() => {
    end.current = onEnd
  })

  useEffect(() => {
    if (runningId === null) return undefined
    const controller = new AbortController()
    const own = ['job', kind, target]
    const follow = async () => {
      for await (const next of server.jobs.follow(runningId, controller.signal)) {
        if (controller.signal.aborted) return
        if (next.finishedAt !== null) {
          setEndedId(next.id)
          end.current(next)
        }
        await putAhead(queries, own, next)
      }
    }
    let timer: ReturnType<typeof setTimeout> | undefined
    follow().catch(() => {
      if (controller.signal.aborted) return
      // The stream broke off: asking again starts it anew when the job still runs.
      timer = setTimeout(() => void queries.resetQueries({ queryKey: own }), retryMs)
    })
    return () => {
      controller.abort()
      clearTimeout(timer)
    }
  }, [server, queries, kind, target, runningId])

  const keep = (change: Promise<Job>) => {
    setError(null)
    change.then(
      (next) => putAhead(queries, key, next),
      (cause: unknown) => {
        setError(cause)
        // Other work may be under way that was started elsewhere.
        void queries.invalidateQueries({ queryKey: key })
      },
    )
  }
  const isDismissed = job !== null && job.id === dismissedId
  return {
    job: isDismissed ? null : job,
    isRunning,
    hasEndedHere: job !== null && job.id === endedId,
    error,
    start: (make) => keep(make()),
    cancel: () => {
      if (job !== null) server.jobs.cancel(job.id).catch(setError)
    },
    dismiss: () => {
      setError(null)
      setEndedId(null)
      setDismissedId(job?.id ?? null)
    },
  }
}

/** A list that was asked for before would bring back what was. */
async function putAhead(queries: QueryClient, key: QueryKey, job: Job): Promise<void> {
  await queries.cancelQueries({ queryKey: key })
  queries.setQueryData(key, job)
}
