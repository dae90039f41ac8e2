/** The pipelines of the server with how often each was run. */
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useServer } from '../../session/server-context.tsx'
import type { ListedPipeline } from './find-pipelines.ts'

export function usePipelines() {
  const server = useServer()
  const query = useQuery({ queryKey: ['pipelines'], queryFn: () => server.pipelines.list() })
  const counts = useQuery({ queryKey: ['run-counts'], queryFn: () => server.runs.counts() })
  const pipelines = useMemo(() => {
    const runs = new Map(counts.data?.map((count) => [count.pipeline, count.runs]))
    return query.data?.map((pipeline): ListedPipeline => ({ ...pipeline, runs: runs.get(pipeline.id) ?? 0 }))
  }, [query.data, counts.data])
  return { pipelines, error: query.error, retry: () => void query.refetch() }
}
