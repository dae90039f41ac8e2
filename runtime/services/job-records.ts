/** Jobs as they are stored: written when they start and when they have ended. */
import { failure } from '../core/errors/failure.ts'
import type { CollectionStore } from '../core/stores/stores.ts'
import type { Json } from '../core/values.ts'
import type { Job } from '../core/wire/jobs.ts'
import { jobSchema } from '../core/wire/jobs.ts'

const kind = 'job'
/** Ended jobs kept for looking up. */
const keptJobs = 200

export interface JobRecords {
  put(job: Job): Promise<void>
  /** @throws JOB_NOT_FOUND */
  get(id: string): Promise<Job>
  /** Newest first. */
  list(): Promise<Job[]>
  /** Forgets all but the newest. */
  sweep(): Promise<void>
}

export function openJobRecords(collections: CollectionStore): JobRecords {
  const list = async () =>
    (await collections.list(kind))
      .map(({ value }) => jobSchema.parse(value))
      .sort((a, b) => (a.createdAt < b.createdAt ? 1 : a.createdAt > b.createdAt ? -1 : a.id < b.id ? 1 : -1))
  return {
    list,
    // Parsed by the same schema when it is read.
    put: async (job) => void (await collections.put(kind, job.id, job as Json)),
    get: async (id) => {
      const stored = await collections.get(kind, id)
      if (stored === undefined) throw failure('JOB_NOT_FOUND', { job: id })
      return jobSchema.parse(stored.value)
    },
    sweep: async () => {
      for (const { id, finishedAt } of (await list()).slice(keptJobs))
        if (finishedAt !== null) await collections.remove(kind, id)
    },
  }
}

/** Marks the jobs that were under way when the process died. @returns how many */
export async function closeInterruptedJobs(collections: CollectionStore): Promise<number> {
  const records = openJobRecords(collections)
  const open = (await records.list()).filter(({ finishedAt }) => finishedAt === null)
  for (const job of open) {
    const error = failure('JOB_INTERRUPTED', { target: job.target }).toJSON()
    await records.put({ ...job, state: 'interrupted', finishedAt: new Date().toISOString(), error })
  }
  return open.length
}
