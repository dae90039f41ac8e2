/** The pipeline on the canvas: loads its draft and hands it to the editor. */
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { builtinNodes } from '../../../nodes/index.ts'
import type { PipelineDocument } from '../../../runtime/core/document/document.ts'
import { PipelineEditor } from '../../editor.ts'
import { createHttpRunner } from '../../runs/runner.ts'
import { useServer } from '../../session/server-context.tsx'
import { Spinner } from '../../ui/spinner.tsx'
import { useSettings } from '../settings-context.tsx'
import { createServerResources } from './server-resources.ts'
import { createWorkers } from './workers.ts'

const workers = createWorkers()

export function BuildView({ parts }: { parts: readonly string[] }) {
  const server = useServer()
  const { data: pipelines } = useQuery({ queryKey: ['pipelines'], queryFn: () => server.pipelines.list() })
  const id = parts[0] ?? pipelines?.[0]?.id
  const { data: draft } = useQuery({
    queryKey: ['draft', id],
    queryFn: () => server.pipelines.get(id ?? ''),
    enabled: id !== undefined,
    staleTime: Infinity,
  })
  if (draft === undefined) return <Spinner />
  return <OpenDraft key={draft.document.id} initial={draft.document} />
}

function OpenDraft({ initial }: { initial: PipelineDocument }) {
  const server = useServer()
  const { theme, locale } = useSettings()
  const [document, setDocument] = useState(initial)
  const runner = useMemo(() => createHttpRunner(server, () => Promise.resolve()), [server])
  const resources = useMemo(() => createServerResources(server), [server])
  return (
    <PipelineEditor
      document={document}
      onChange={setDocument}
      nodes={builtinNodes}
      runner={runner}
      resources={resources}
      workers={workers}
      theme={theme}
      locale={locale}
    />
  )
}
