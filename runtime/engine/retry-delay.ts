const baseMs = 100
const capMs = 10_000

/**
 * How long to wait before attempt `attempt` (the second is 2): full jitter, so that many callers do not return at once.
 * Source: M. Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog 2015.
 */
export function retryDelayMs(attempt: number, random: () => number): number {
  return random() * Math.min(capMs, baseMs * 2 ** (attempt - 1))
}
