/** The requests that came to a router in the last runs, for its rules; null where no runs are kept. */
import { useMemo } from 'react'
import type { ResolvedNode } from '../document/resolve-node.ts'
import { listUpstream } from '../document/upstream.ts'
import type { PastRequestSource } from '../forms/form-scope.tsx'
import { loadPastRequests } from '../runs/past-requests.ts'
import { useDocument, useEditor, useRuns } from '../session/editor-context.tsx'

export function usePastRequests({ record, definition }: ResolvedNode): PastRequestSource | null {
  const { runner, runs, session } = useEditor()
  const pipelineId = useDocument(({ document }) => document.id)
  const upstream = useDocument(({ document }) =>
    listUpstream(document, record.id)
      .map(({ id }) => id)
      .join('\n'),
  )
  // A new run brings a new request.
  const latest = useRuns((state) => state.history[0]?.id)
  const isRouter = definition?.type === 'condition-router'
  return useMemo(() => {
    if (runner === null || !isRouter) return null
    return {
      latest,
      load: (signal) => loadPastRequests(runner, pipelineId, record.id, signal),
      value: (hash) => runner.value(hash),
      upstream: new Set(upstream.split('\n')),
      open: (runId) => {
        session.getState().show('drawer', true)
        void runs.getState().show(runId)
      },
    }
  }, [runner, runs, session, pipelineId, upstream, latest, isRouter, record.id])
}
