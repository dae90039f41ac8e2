/** Long work with progress, cancelling, and a place to look it up. */
import type { Json } from '../values.ts'
import type { Job, JobKind, JobNews } from '../wire/jobs.ts'

/** What a piece of long work may do while it runs. */
export interface JobHandle {
  readonly signal: AbortSignal
  /** `progress` 0 to 1; `phase` a short code such as `training`. */
  report(progress: number | null, phase: string): void
  point(step: number, value: number): void
}

export interface JobService {
  /**
   * Starts work; one job per kind and target runs at a time. A second start of the same work returns the running job.
   *
   * @param request what the work was asked to do, as a text that differs where the work does; the same for all when left out
   * @throws JOB_RUNNING when other work of this kind runs on the target
   */
  start(
    kind: JobKind,
    target: string,
    work: (handle: JobHandle) => Promise<Json>,
    request?: string,
  ): Promise<Job>
  list(): Promise<readonly Job[]>
  /** @throws JOB_NOT_FOUND */
  get(id: string): Promise<Job>
  /** The job of this kind that is under way on the target. */
  underWay(kind: JobKind, target: string): Job | undefined
  cancel(id: string): Promise<Job>
  /** The job now and at each change, until it has ended. */
  follow(id: string, signal?: AbortSignal): AsyncIterable<Job>
  /**
   * All jobs under way: at once, then each time one begins, gets a percent further or ends; what has just ended is among them
   * once more.
   */
  followAll(signal?: AbortSignal): AsyncIterable<readonly JobNews[]>
  /** Waits for the end. @throws the job's failure */
  wait(id: string): Promise<Job>
}
