/** What was said of a stored run, and what it scores since. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Feedback, RunSummary } from '../../runtime/core/wire/runs.ts'
import { useServer } from '../session/server-context.tsx'

export interface RunFeedback {
  /** Oldest first; null until it is loaded. */
  readonly given: readonly Feedback[] | null
  /** A label scores a run afterwards: its trace does not know. */
  readonly scores: RunSummary['scores']
  give(feedback: Feedback): Promise<void>
}

/** @param isEnded only a run that has ended can be judged */
export function useRunFeedback(runId: string, isEnded: boolean): RunFeedback {
  const server = useServer()
  const queries = useQueryClient()
  const queryKey = ['feedback', runId]
  const { data } = useQuery({
    queryKey,
    queryFn: async () => {
      const { summary, feedback } = await server.runs.get(runId)
      return { scores: summary.scores, feedback }
    },
    enabled: isEnded,
  })
  return {
    given: data?.feedback ?? null,
    scores: data?.scores,
    give: async (feedback) => {
      await server.runs.addFeedback(runId, feedback)
      await queries.invalidateQueries({ queryKey })
    },
  }
}
