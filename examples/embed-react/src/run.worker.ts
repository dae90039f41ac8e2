/** Runs happen here. A page without node types of its own takes `signalbox/run-worker.js` as it is. */
import { serveRuns } from 'signalbox/worker'
import { signOff } from './sign-off'

serveRuns({ nodes: [signOff] })
