/** Runs on a Signalbox server that is named by its address only. */
import type { Runner } from './runner.ts'
import type { ServerRunnerOptions } from './connect-server.ts'

/**
 * Saves the document as the server's draft before each run. A draft that somebody else has changed is not overwritten: the
 * run fails with REVISION_CONFLICT. The client of the HTTP API is loaded when something is first asked of the server.
 */
export function createServerRunner(options: ServerRunnerOptions): Runner {
  let connecting: Promise<Required<Runner>> | undefined
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
  return {
    run: async function* (request, signal) {
      yield* (await connected()).run(request, signal)
    },
    cancel: async (runId) => (await connected()).cancel(runId),
    history: async (pipelineId) => (await connected()).history(pipelineId),
    trace: async function* (runId, signal) {
      yield* (await connected()).trace(runId, signal)
    },
    value: async (hash) => (await connected()).value(hash),
    heatMap: async (pipelineId, runs) => (await connected()).heatMap(pipelineId, runs),
    addFeedback: async (runId, feedback) => (await connected()).addFeedback(runId, feedback),
  }
}
