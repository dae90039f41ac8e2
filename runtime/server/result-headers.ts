/** The last decision and the timing of a run as response headers; values are percent-encoded UTF-8. */
import type { RunOutcome } from '../core/services/runs.ts'

export function resultHeaders(runId: string, { decisions, timing }: RunOutcome): Record<string, string> {
  const decision = decisions.findLast(({ kind }) => kind === 'bank') ?? decisions.at(-1)
  const headers: Record<string, string> = { 'x-signalbox-run': runId }
  if (decision !== undefined) {
    if (decision.intent !== null) headers['x-signalbox-intent'] = encodeURIComponent(decision.intent)
    if (decision.confidence !== null) headers['x-signalbox-confidence'] = decision.confidence.toFixed(4)
    headers['x-signalbox-adapter'] = encodeURIComponent(decision.adapter ?? 'base')
  }
  if (timing !== undefined) {
    const { parts, wallMs } = timing
    headers['server-timing'] = [
      ...Object.entries(parts).map(([part, ms]) => `${part};dur=${ms.toFixed(3)}`),
      `total;dur=${wallMs.toFixed(3)}`,
    ].join(', ')
  }
  return headers
}
