/** `#/runs/compare/<run>/<run>`: two runs of the server side by side. */
import { useQuery } from '@tanstack/react-query'
import { ArrowLeft, ArrowLeftRight } from 'lucide-react'
import { useState } from 'react'
import { builtinNodes } from '../../../nodes/index.ts'
import { createNodeRegistry } from '../../../runtime/core/node/registry.ts'
import { useMessages } from '../../messages/messages-context.tsx'
import { hrefOf, navigateTo } from '../../session/navigation.ts'
import { useServer } from '../../session/server-context.tsx'
import { Button } from '../../ui/button.tsx'
import { Page } from '../../ui/page.tsx'
import { Spinner } from '../../ui/spinner.tsx'
import { RunFailure } from '../run-failure.tsx'
import { TraceContext } from '../trace-context.tsx'
import type { RunTrace } from '../use-run-trace.ts'
import { useNodesInside } from '../use-nodes-inside.ts'
import { useRunTrace } from '../use-run-trace.ts'
import { RunsCompared } from './runs-compared.tsx'

const registry = createNodeRegistry(builtinNodes)

export function RunComparePage({ first, second }: { first: string; second: string }) {
  const say = useMessages()
  const server = useServer()
  const [attempt, setAttempt] = useState(0)
  const a = useRunTrace(first, attempt)
  const b = useRunTrace(second, attempt)
  const [ofA, ofB] = [useNodesOf(a), useNodesOf(b)]
  const failure = a.failure ?? b.failure
  // Of a node that both have, the name in the first.
  const nodes = new Map([...ofB.nodes, ...ofA.nodes])
  const goToNode = (node: string) => navigateTo('runs', node in a.view.nodes ? first : second, node)
  return (
    <Page
      title={say('runs.compareTitle')}
      summary={say('runs.compareSummary')}
      actions={
        <>
          <Button variant="quiet" icon={ArrowLeft} onPress={() => navigateTo('runs')}>
            {say('runs.back')}
          </Button>
          <Button icon={ArrowLeftRight} onPress={() => navigateTo('runs', 'compare', second, first)}>
            {say('runs.swap')}
          </Button>
        </>
      }
    >
      <RunFailure failure={failure} onRetry={() => setAttempt(attempt + 1)} />
      {a.view.status === 'idle' || b.view.status === 'idle' ? (
        failure === null ? (
          <Spinner />
        ) : null
      ) : (
        <TraceContext
          value={{
            nodes,
            edges: ofA.edges,
            registry,
            loadValue: (hash) => server.runs.value(hash),
            goToNode,
            tools: null,
          }}
        >
          <RunsCompared
            a={a.view}
            b={b.view}
            open={(view, label) => <a href={hrefOf('runs', view.runId ?? '')}>{label}</a>}
          />
        </TraceContext>
      )}
    </Page>
  )
}

function useNodesOf({ summary }: RunTrace) {
  const server = useServer()
  const revision = useQuery({
    queryKey: ['revision', summary?.pipelineId, summary?.revision],
    queryFn: () => server.pipelines.revision(summary?.pipelineId ?? '', summary?.revision ?? ''),
    enabled: summary !== null,
    staleTime: Infinity,
  })
  return useNodesInside(revision.data?.document, registry)
}
