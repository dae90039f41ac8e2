/** Runs on a Signalbox server that is named by its address only. */
import type { Runner } from './runner.ts'
import { createRemoteResources } from '../session/remote-resources.ts'
import type { ServerConnection, ServerRunnerOptions } from './connect-server.ts'

/**
 * Saves the document as the server's draft before each run. A draft that somebody else has changed is not overwritten: the
 * run fails with REVISION_CONFLICT. The client of the HTTP API is loaded when something is first asked of the server.
 */
export function createServerRunner(options: ServerRunnerOptions): Runner {
  let connecting: Promise<ServerConnection> | undefined
  const connected = () => {
    connecting ??= import('./connect-server.ts').then(
      ({ connectServer }) => connectServer(options),
      (error: unknown) => {
        connecting = undefined
        throw error
      },
    )
    return connecting
  }
  const runner = async () => (await connected()).runner
  const client = async () => (await connected()).client
  return {
    run: async function* (request, signal) {
      yield* (await runner()).run(request, signal)
    },
    cancel: async (runId) => (await runner()).cancel(runId),
    history: async (pipelineId) => (await runner()).history(pipelineId),
    trace: async function* (runId, signal) {
      yield* (await runner()).trace(runId, signal)
    },
    value: async (hash) => (await runner()).value(hash),
    heatMap: async (pipelineId, runs) => (await runner()).heatMap(pipelineId, runs),
    addFeedback: async (runId, feedback) => (await runner()).addFeedback(runId, feedback),
    resources: createRemoteResources(client),
    loadPipeline: async (reference) => {
      const { loadServerPipeline } = await import('../session/server-pipelines.ts')
      return loadServerPipeline(await client(), reference)
    },
  }
}
