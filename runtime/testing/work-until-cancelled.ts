import type { JobHandle } from '../core/services/jobs.ts'

/** Work that only its signal ends. */
export const workUntilCancelled = ({ signal }: JobHandle): Promise<null> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
