/** One experiment, followed while it runs, and the report of what it has so far. */
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { ExperimentSummary } from '../../runtime/core/wire/experiments.ts'
import { useServer } from '../session/server-context.tsx'
import { experimentQuery, reportQuery, scoresQuery } from './experiment-queries.ts'

const retryMs = 1_000

export function useExperiment(id: string) {
  const server = useServer()
  const queries = useQueryClient()
  const query = useQuery(experimentQuery(server, id))
  const isRunning = query.data?.state === 'running'
  useEffect(() => {
    if (!isRunning) return undefined
    const controller = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    const follow = async () => {
      for await (const next of server.experiments.follow(id, controller.signal)) {
        if (controller.signal.aborted) return
        queries.setQueryData(['experiment', id], next)
      }
      await queries.invalidateQueries({ queryKey: ['experiments'] })
    }
    follow().catch(() => {
      if (controller.signal.aborted) return
      // The stream broke off: asking again starts it anew when the experiment still runs.
      timer = setTimeout(() => void queries.resetQueries({ queryKey: ['experiment', id] }), retryMs)
    })
    return () => {
      controller.abort()
      clearTimeout(timer)
    }
  }, [server, queries, id, isRunning])
  return query
}

/** @param baseline null for that of the definition */
export function useReport(experiment: ExperimentSummary, baseline: string | null) {
  return useQuery({
    ...reportQuery(useServer(), experiment, baseline),
    placeholderData: keepPreviousData,
    enabled: experiment.cells.done > 0,
  })
}

/** Every cell in columns, for what the page works out itself; fetched when a panel first needs it. */
export function useScores(experiment: ExperimentSummary, isNeeded = true) {
  return useQuery({
    ...scoresQuery(useServer(), experiment),
    placeholderData: keepPreviousData,
    enabled: isNeeded && experiment.cells.done > 0,
  })
}
