/** What a new experiment can be made of: datasets, pipelines with their versions, banks. */
import type { UseQueryResult } from '@tanstack/react-query'
import { useQuery } from '@tanstack/react-query'
import type { PipelineDocument } from '../../../runtime/core/document/document.ts'
import { fetchAllRows } from '../../resources/use-pages.ts'
import { useServer } from '../../session/server-context.tsx'

export function useDatasets() {
  const server = useServer()
  return useQuery({ queryKey: ['datasets'], queryFn: () => server.datasets.list() })
}

export function usePipelines() {
  const server = useServer()
  return useQuery({ queryKey: ['pipelines'], queryFn: () => server.pipelines.list() })
}

export function useBanks() {
  const server = useServer()
  return useQuery({ queryKey: ['banks'], queryFn: () => server.banks.list() })
}

export function useRevisions(pipeline: string) {
  const server = useServer()
  return useQuery({
    queryKey: ['revisions', pipeline],
    // A select can look through them all.
    queryFn: () => fetchAllRows((page) => server.pipelines.revisions(pipeline, page)),
    enabled: pipeline !== '',
  })
}

/** The draft, or a revision where one is named. */
export function usePipelineDocument(
  pipeline: string,
  revision: string | undefined,
): UseQueryResult<PipelineDocument> {
  const server = useServer()
  return useQuery({
    queryKey: ['pipeline-document', pipeline, revision ?? null],
    queryFn: async () =>
      revision === undefined
        ? (await server.pipelines.get(pipeline)).document
        : (await server.pipelines.revision(pipeline, revision)).document,
    enabled: pipeline !== '',
    staleTime: revision === undefined ? 0 : Infinity,
  })
}
