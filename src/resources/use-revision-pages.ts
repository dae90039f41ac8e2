/** The revisions of a pipeline, newest first, a page at a time. */
import type { RevisionSummary } from '../../runtime/core/wire/pipelines.ts'
import { useServer } from '../session/server-context.tsx'
import type { Pages } from './use-pages.ts'
import { usePages } from './use-pages.ts'

/** As many as somebody reads before looking elsewhere. */
const pageRevisions = 30

/** Whatever changes revisions invalidates `['versions', pipeline]`. */
export function useRevisionPages(pipeline: string, isNamed = false): Pages<RevisionSummary> {
  const server = useServer()
  return usePages(
    ['versions', pipeline, 'list', isNamed],
    (page) => server.pipelines.revisions(pipeline, { ...page, isNamed }),
    pageRevisions,
  )
}
