/** Whether a failed attempt is made again, and when. */
import type { Failure } from '../core/errors/failure.ts'
import type { NodePolicy } from '../core/document/document.ts'

const baseMs = 100
const capMs = 10_000

/**
 * How long to wait before attempt `attempt` (the second is 2): full jitter, so that many callers do not return at once.
 * Source: M. Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog 2015.
 */
export function retryDelayMs(attempt: number, random: () => number): number {
  return random() * Math.min(capMs, baseMs * 2 ** (attempt - 1))
}

/** Whether the policy allows another attempt after this failure of attempt `attempt`. */
export function isRetryable({ retry }: NodePolicy, attempt: number, error: Failure): boolean {
  return retry !== undefined && attempt < retry.attempts && retry.on.includes(error.code)
}

const reserve = 100
const earnedPerSuccess = 0.1

/** Retries that all runs of a pipeline share, so that an outage downstream does not multiply its own load. */
export interface RetryBudget {
  /** Takes one retry; false when there is none left. */
  spend(): boolean
  /** A node that may be retried has succeeded. */
  earn(): void
}

/**
 * A reserve of 100 retries, refilled by one for every ten successes: once the reserve is spent, retries add at most 10 % to
 * the load. Source: "Handling Overload" in Site Reliability Engineering (Google, 2016).
 */
export function createRetryBudget(): RetryBudget {
  let left = reserve
  return {
    spend: () => {
      if (left < 1) return false
      left -= 1
      return true
    },
    earn: () => {
      left = Math.min(reserve, left + earnedPerSuccess)
    },
  }
}
