/** Runs without a server: in a worker where the page gives one that works, else in the page itself. */
import type { StoreApi } from 'zustand/vanilla'
import { createStore } from 'zustand/vanilla'
import type { NodeDefinition } from '../../../runtime/core/node/define-node.ts'
import type { TraceEvent } from '../../../runtime/core/trace/events.ts'
import type { Runner } from '../runner.ts'
import type { Host } from './host.ts'
import { openPageHost, openWorkerHost } from './host.ts'
import type { PageResources } from './page-resources.ts'
import type { Preparing } from './protocol.ts'

/**
 * Why runs happen in the page itself: `no-worker` was given, the worker was `refused` (by the host's policy, or because its
 * file is not there), or it lacks a node type that the page has (`unknown-nodes`).
 */
export type InPageReason = 'no-worker' | 'refused' | 'unknown-nodes'

export interface LocalRunState {
  /** Null while the worker does the work, or has not been needed yet. */
  readonly inPage: InPageReason | null
  /** What is being made ready before a run can start. */
  readonly preparing: Preparing | null
}

export interface LocalRunner extends Runner {
  readonly state: StoreApi<LocalRunState>
  /** Ends the worker. */
  close(): void
}

export interface LocalRunnerOptions {
  readonly resources: PageResources
  readonly makeWorker: (() => Worker) | undefined
  /** Every node type of the editor. */
  readonly nodes: readonly NodeDefinition[]
}

/** A worker that says nothing for so long is taken for one that will not start. */
const startPatienceMs = 10_000

export function createLocalRunner(options: LocalRunnerOptions): LocalRunner {
  const state = createStore<LocalRunState>(() => ({
    inPage: options.makeWorker === undefined ? 'no-worker' : null,
    preparing: null,
  }))
  let opening: Promise<Host> | undefined
  const openHost = async (): Promise<Host> => {
    const lost = () => {
      opening = undefined
      state.setState({ preparing: null })
    }
    const host = await chooseHost(options, state, lost)
    const { checkResources } = await import('./page-resources.ts')
    await host.call('open', { resources: checkResources(options.resources) })
    return host
  }
  const host = (): Promise<Host> => {
    opening ??= openHost().catch((error: unknown) => {
      opening = undefined
      throw error
    })
    return opening
  }
  /** Nothing has run where nothing was opened. */
  const opened = async (): Promise<Host | undefined> => opening

  return {
    state,
    run: async function* (
      { onConnection: _onConnection, ...request },
      signal,
    ): AsyncGenerator<TraceEvent, void> {
      yield* (await host()).stream('run', request, signal)
    },
    cancel: async (runId) => {
      await (await host()).call('cancel', { runId })
    },
    history: async (pipelineId) =>
      (await (await opened())?.call('history', { pipelineId })) ?? { items: [], total: 0 },
    trace: async function* (runId, signal): AsyncGenerator<TraceEvent, void> {
      yield* (await host()).stream('trace', { runId }, signal)
    },
    value: async (hash) => (await host()).call('value', { hash }),
    heatMap: async (pipelineId, runs) => (await host()).call('heatMap', { pipelineId, runs }),
    addFeedback: async (runId, feedback) => {
      await (await host()).call('feedback', { runId, feedback })
    },
    close: () => {
      void opening?.then((one) => one.close()).catch(() => undefined)
      opening = undefined
    },
  }
}

async function chooseHost(
  { makeWorker, nodes }: LocalRunnerOptions,
  state: StoreApi<LocalRunState>,
  onLost: () => void,
): Promise<Host> {
  const onPreparing = (preparing: Preparing | null) => state.setState({ preparing })
  const inPage = (reason: InPageReason) => {
    state.setState({ inPage: reason })
    return openPageHost(nodes, onPreparing)
  }
  if (makeWorker === undefined) return inPage('no-worker')
  const host = await openWorkerHost(makeWorker, { onPreparing, onLost, startPatienceMs })
  if (host === null) return inPage('refused')
  const isKnown = ({ type }: NodeDefinition) => host.nodes.has(type)
  if (nodes.every(isKnown)) return host
  host.close()
  return inPage('unknown-nodes')
}
