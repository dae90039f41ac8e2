/** A pipeline to be looked at: `#/build/<pipeline>/view`, or one of its versions with its hash behind that. */
import { useQuery } from '@tanstack/react-query'
import { Eye, Pencil } from 'lucide-react'
import { useMemo } from 'react'
import { builtinNodes } from '../../../nodes/index.ts'
import { toFailure } from '../../../runtime/core/errors/failure.ts'
import { PipelineEditor } from '../../editor.ts'
import { useFailureText, useMessages } from '../../messages/messages-context.tsx'
import { navigateTo } from '../../session/navigation.ts'
import { loadServerPipeline } from '../../session/server-pipelines.ts'
import { useServer } from '../../session/server-context.tsx'
import { createServerResources } from '../../session/server-resources.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { useSettings } from '../settings-context.tsx'
import styles from './build-view.module.css'
import { createWorkers } from './workers.ts'

const workers = createWorkers()
const features = { palette: false, runs: false }

interface ReadOnlyViewProps {
  readonly pipelineId: string
  /** The draft when undefined. */
  readonly revision: string | undefined
}

export function ReadOnlyView({ pipelineId, revision }: ReadOnlyViewProps) {
  const say = useMessages()
  const failureText = useFailureText()
  const server = useServer()
  const { theme, locale } = useSettings()
  const resources = useMemo(() => createServerResources(server, say), [server, say])
  const { data, error } = useQuery({
    queryKey: ['view', pipelineId, revision ?? 'draft'],
    queryFn: async () =>
      revision === undefined
        ? (await server.pipelines.get(pipelineId)).document
        : (await server.pipelines.revision(pipelineId, revision)).document,
    gcTime: 0,
  })
  if (error !== null) {
    return (
      <div className={styles['centre']} role="alert">
        <EmptyState
          icon={Eye}
          title={say('document.cannotOpen')}
          action={<Button onPress={() => navigateTo('pipelines')}>{say('pipelines.all')}</Button>}
        >
          {failureText(toFailure(error).toJSON())}
        </EmptyState>
      </div>
    )
  }
  if (data === undefined) return null
  return (
    <PipelineEditor
      document={data}
      nodes={builtinNodes}
      readOnly
      features={features}
      resources={resources}
      workers={workers}
      loadPipeline={(reference) => loadServerPipeline(server, reference)}
      theme={theme}
      locale={locale}
      slots={{
        headStart: <Badge>{say('document.readOnly')}</Badge>,
        headEnd: (
          <Button icon={Pencil} onPress={() => navigateTo('build', pipelineId)}>
            {say('document.edit')}
          </Button>
        ),
      }}
    />
  )
}
