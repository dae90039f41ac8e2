/**
 * Long work. It runs in this process, and its record is stored: a job that dies with the process leaves what stood before, and
 * says after the next start that it was interrupted.
 */
import { isErrorCode } from '../core/errors/catalogue.ts'
import { Failure, failure, toFailure } from '../core/errors/failure.ts'
import type { JobHandle, JobService } from '../core/services/jobs.ts'
import type { Json } from '../core/values.ts'
import type { Job, JobKind, JobNews } from '../core/wire/jobs.ts'
import { jobNewsSchema } from '../core/wire/jobs.ts'
import type { CollectionStore } from '../core/stores/stores.ts'
import { createBroadcast } from './broadcast.ts'
import { openJobRecords } from './job-records.ts'

interface RunningJob {
  job: Job
  readonly request: string
  readonly controller: AbortController
  readonly changes: ReturnType<typeof createBroadcast<Job>>
  ended: Promise<void>
  failure: Failure | undefined
}

/** The most points of a series that are kept; past that every second one is dropped. */
const keptPoints = 400

export interface JobsOptions {
  readonly createId: () => string
  readonly collections: CollectionStore
}

export function createJobService({
  createId,
  collections,
}: JobsOptions): JobService & { close(): Promise<void> } {
  const jobs = new Map<string, RunningJob>()
  const records = openJobRecords(collections)
  const all = createBroadcast<Job>()
  const change = (running: RunningJob, part: Partial<Job>): void => {
    running.job = { ...running.job, ...part }
    running.changes.publish(running.job)
    all.publish(running.job)
  }
  const findUnderWay = (kind: JobKind, target: string): RunningJob | undefined =>
    [...jobs.values()].find(
      ({ job }) => job.kind === kind && job.target === target && job.finishedAt === null,
    )

  const service: JobService = {
    start: async (kind, target, work, request = '') => {
      const underWay = findUnderWay(kind, target)
      if (underWay !== undefined && underWay.request !== request)
        throw failure('JOB_RUNNING', { target, job: underWay.job.id })
      if (underWay !== undefined) return underWay.job
      const running: RunningJob = {
        job: newJob(createId(), kind, target),
        request,
        controller: new AbortController(),
        changes: createBroadcast<Job>(),
        ended: Promise.resolve(),
        failure: undefined,
      }
      const { job } = running
      jobs.set(job.id, running)
      all.publish(job)
      const stored = records.put(job)
      running.ended = stored
        .then(() => carryOut(running, work, change))
        .then(() => records.put(running.job))
        .finally(() => jobs.delete(job.id))
      // Whoever waits for the end sees that the record could not be stored.
      running.ended.catch(() => undefined)
      await stored
      await records.sweep()
      return running.job
    },
    list: async () => {
      const stored = await records.list()
      return stored.map((job) => jobs.get(job.id)?.job ?? job)
    },
    get: async (id) => jobs.get(id)?.job ?? records.get(id),
    underWay: (kind, target) => findUnderWay(kind, target)?.job,
    cancel: async (id) => {
      const running = jobs.get(id)
      if (running === undefined) return records.get(id)
      running.controller.abort(failure('JOB_CANCELLED', { target: running.job.target }))
      await running.ended
      return running.job
    },
    follow: (id, signal) => {
      const running = jobs.get(id)
      return running === undefined ? storedJob(records.get(id)) : followJob(running, signal)
    },
    followAll: (signal) => followAll(jobs, all.subscribe(signal)),
    wait: async (id) => {
      const running = jobs.get(id)
      if (running === undefined) return endedJob(await records.get(id))
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
      all.close()
    },
  }
}

/** Ends what is under way of this kind on the target, and waits until it has ended. */
export async function stopWork(jobs: JobService, kind: JobKind, target: string): Promise<void> {
  const job = jobs.underWay(kind, target)
  if (job !== undefined) await jobs.cancel(job.id)
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

async function* followAll(
  jobs: ReadonlyMap<string, RunningJob>,
  changes: AsyncIterable<Job>,
): AsyncGenerator<readonly JobNews[], void> {
  const listOpen = () =>
    [...jobs.values()].map(({ job }) => job).filter(({ finishedAt }) => finishedAt === null)
  const toNews = (list: readonly Job[]) => list.map((job) => jobNewsSchema.parse(job))
  const told = new Map<string, string>()
  yield toNews(listOpen())
  for await (const job of changes) {
    const hasEnded = job.finishedAt !== null
    // A slow reader needs the newest state only.
    if (!hasEnded && jobs.get(job.id)?.job !== job) continue
    const step = `${job.phase} ${Math.floor((job.progress ?? 0) * 100)}`
    if (!hasEnded && told.get(job.id) === step) continue
    if (hasEnded) told.delete(job.id)
    else told.set(job.id, step)
    yield toNews(hasEnded ? [job, ...listOpen()] : listOpen())
  }
}

async function* storedJob(job: Promise<Job>): AsyncGenerator<Job, void> {
  yield await job
}

/** @throws the job's failure */
function endedJob(job: Job): Job {
  if (job.error === null) return job
  const { code, params, message } = job.error
  throw isErrorCode(code) ? new Failure(code, params) : failure('UNEXPECTED', { reason: message })
}
