/** What a measured page has in its global `measuredPage`. */
export interface MeasuredPage {
  /** How often each node was drawn since the page was opened, by node. */
  renders(): Readonly<Record<string, number>>
  /** Starts the run whose nodes `send` then drives. */
  startRun(): void
  /** Each of these nodes changes its state: one that is going on is finished, any other is started. */
  send(nodes: readonly string[]): void
  nodeCount(): number
}

/** What it says on its console when it was painted: asking it before would run a script in it. */
export const paintedMessage = 'painted'

/** Where it also says when that was, in milliseconds from its request, and how large it is: litegraph's page does the same. */
export function paintedAddress(): string {
  const paintedMs = performance.now()
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
  const ms = paintedMs - (navigation?.requestStart ?? 0)
  return `/painted?ms=${ms}&width=${innerWidth}&height=${innerHeight}`
}
