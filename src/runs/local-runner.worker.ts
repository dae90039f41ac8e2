/** The worker in which a page without a server runs its pipelines. */
import '../session/jitless.ts'
import { serveRuns } from './local-runner/serve-runs.ts'

serveRuns()
