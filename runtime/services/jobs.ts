/** Long work, kept in memory: a job that dies with the process leaves what stood before, and is started again. */
import type { Failure } from '../core/errors/failure.ts'
import { failure, toFailure } from '../core/errors/failure.ts'
import type { JobHandle, JobService } from '../core/services/jobs.ts'
import type { Json } from '../core/values.ts'
import type { Job, JobKind } from '../core/wire/jobs.ts'
import { createBroadcast } from './broadcast.ts'

interface RunningJob {
  job: Job
  readonly request: string
  readonly controller: AbortController
  readonly changes: ReturnType<typeof createBroadcast<Job>>
  ended: Promise<void>
  failure: Failure | undefined
}

/** Ended jobs kept for looking up. */
const keptJobs = 200

/** The most points of a series that are kept; past that every second one is dropped. */
const keptPoints = 400

export interface JobsOptions {
  readonly createId: () => string
}

export function createJobService({ createId }: JobsOptions): JobService & { close(): Promise<void> } {
  const jobs = new Map<string, RunningJob>()
  const find = (id: string): RunningJob => {
    const running = jobs.get(id)
    if (running === undefined) throw failure('JOB_NOT_FOUND', { job: id })
    return running
  }
  const change = (running: RunningJob, part: Partial<Job>): void => {
    running.job = { ...running.job, ...part }
    running.changes.publish(running.job)
  }

  const service: JobService = {
    start: async (kind, target, work, request = '') => {
      for (const { job, request: underWay } of jobs.values()) {
        if (job.kind !== kind || job.target !== target || job.finishedAt !== null) continue
        if (underWay !== request) throw failure('JOB_RUNNING', { target, job: job.id })
        return job
      }
      const running: RunningJob = {
        job: newJob(createId(), kind, target),
        request,
        controller: new AbortController(),
        changes: createBroadcast<Job>(),
        ended: Promise.resolve(),
        failure: undefined,
      }
      jobs.set(running.job.id, running)
      forgetOldJobs(jobs)
      running.ended = carryOut(running, work, change)
      return running.job
    },
    list: async () => [...jobs.values()].map(({ job }) => job).reverse(),
    get: async (id) => find(id).job,
    cancel: async (id) => {
      const running = find(id)
      running.controller.abort(failure('JOB_CANCELLED', { target: running.job.target }))
      await running.ended
      return running.job
    },
    follow: (id, signal) => followJob(find(id), signal),
    wait: async (id) => {
      const running = find(id)
      await running.ended
      if (running.failure !== undefined) throw running.failure
      return running.job
    },
  }
  return {
    ...service,
    close: async () => {
      for (const { controller, job } of jobs.values())
        controller.abort(failure('JOB_CANCELLED', { target: job.target }))
      await Promise.all([...jobs.values()].map(({ ended }) => ended))
    },
  }
}

function newJob(id: string, kind: JobKind, target: string): Job {
  const createdAt = new Date().toISOString()
  return {
    id,
    kind,
    target,
    state: 'running',
    progress: null,
    phase: 'starting',
    series: [],
    createdAt,
    finishedAt: null,
    result: null,
    error: null,
  }
}

async function carryOut(
  running: RunningJob,
  work: (handle: JobHandle) => Promise<Json>,
  change: (running: RunningJob, part: Partial<Job>) => void,
): Promise<void> {
  const { signal } = running.controller
  // The caller gets the job before any work is done.
  await Promise.resolve()
  try {
    const result = await work({
      signal,
      report: (progress, phase) => change(running, { progress, phase }),
      point: (step, value) => change(running, { series: addPoint(running.job.series, { step, value }) }),
    })
    change(running, { state: 'succeeded', progress: 1, result, finishedAt: new Date().toISOString() })
  } catch (error) {
    const state = signal.aborted ? 'cancelled' : 'failed'
    const cause = signal.aborted ? failure('JOB_CANCELLED', { target: running.job.target }) : toFailure(error)
    running.failure = cause
    change(running, { state, error: cause.toJSON(), finishedAt: new Date().toISOString() })
  }
  running.changes.close()
}

function addPoint(series: Job['series'], point: Job['series'][number]): Job['series'] {
  const kept = series.length < keptPoints ? series : series.filter((_, index) => index % 2 === 0)
  return [...kept, point]
}

async function* followJob(running: RunningJob, signal?: AbortSignal): AsyncGenerator<Job, void> {
  const changes = running.changes.subscribe(signal)
  yield running.job
  // A slow reader needs the newest state only.
  for await (const job of changes) if (job === running.job || job.finishedAt !== null) yield job
}

function forgetOldJobs(jobs: Map<string, RunningJob>): void {
  for (const [id, { job }] of jobs) {
    if (jobs.size <= keptJobs) return
    if (job.finishedAt !== null) jobs.delete(id)
  }
}
