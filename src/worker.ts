/** Entry "signalbox/worker": what a page's own worker calls to run pipelines with node types of its own. */
import './session/jitless.ts'

export type { ServeRunsOptions } from './runs/local-runner/serve-runs.ts'
export { serveRuns } from './runs/local-runner/serve-runs.ts'
