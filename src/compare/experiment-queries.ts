/** What the page of an experiment asks the server; asked for at once when an address opens it, beside the code that shows it. */
import type { QueryClient } from '@tanstack/react-query'
import type { SignalboxClient } from '../../runtime/client/client.ts'
import type { ExperimentSummary } from '../../runtime/core/wire/experiments.ts'

export const experimentQuery = (server: SignalboxClient, id: string) => ({
  queryKey: ['experiment', id],
  queryFn: () => server.experiments.get(id),
})

/** @param baseline null for that of the definition */
export const reportQuery = (
  server: SignalboxClient,
  experiment: ExperimentSummary,
  baseline: string | null,
) => ({
  queryKey: ['experiment-report', ...progressKey(experiment), baseline],
  queryFn: () => server.experiments.report(experiment.id, baseline ?? undefined),
  staleTime: Infinity,
})

export const scoresQuery = (server: SignalboxClient, experiment: ExperimentSummary) => ({
  queryKey: ['experiment-scores', ...progressKey(experiment)],
  queryFn: () => server.experiments.scores(experiment.id),
  staleTime: Infinity,
})

/** The tabs that work out something themselves. */
export const tabsWithScores: ReadonlySet<string> = new Set(['rows', 'threshold', 'charts'])

/**
 * While it runs, what was made of the results is asked for anew at each tenth of the way, and once more at the end.
 *
 * @returns a part of the keys of such questions
 */
function progressKey({ id, state, cells }: ExperimentSummary): readonly unknown[] {
  const tenth = cells.total === 0 ? 0 : Math.floor((cells.done / cells.total) * 10)
  return [id, state, state === 'running' ? tenth : cells.done]
}

/**
 * Asks for what an address under `#/compare` shows, for all of it at once: one answer after the other would wait for the page, which is
 * busy reading code. What goes wrong is said by the page, which asks again.
 *
 * @param parts of the address after the view
 */
export function preloadExperiment(
  queries: QueryClient,
  server: SignalboxClient,
  [id, tab = '']: readonly string[],
): void {
  if (id === undefined || id === 'new') return
  const report = server.experiments.report(id)
  const scores = tabsWithScores.has(tab) ? server.experiments.scores(id) : null
  const keep = async () => {
    const experiment = await queries.fetchQuery(experimentQuery(server, id))
    if (experiment.cells.done === 0) return
    void queries.prefetchQuery({ ...reportQuery(server, experiment, null), queryFn: () => report })
    if (scores !== null)
      void queries.prefetchQuery({ ...scoresQuery(server, experiment), queryFn: () => scores })
  }
  for (const asked of [keep(), report, scores]) asked?.catch(() => undefined)
}
