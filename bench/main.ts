/** `npm run bench -- NAME [ARG …]`: speed and memory, as ratios against a baseline in the same run. */
import { runNamed } from './run-named.ts'

const code = await runNamed(process.argv.slice(2), {
  engine: () => import('./engine.ts').then(({ runEngineBench }) => runEngineBench),
  editor: () => import('./editor.ts').then(({ runEditorBench }) => runEditorBench),
  'compare-page': () => import('./compare-page.ts').then(({ runComparePageBench }) => runComparePageBench),
  intent: () => import('./intent.ts').then(({ runIntentBench }) => runIntentBench),
  http: () => import('./http.ts').then(({ runHttpBench }) => runHttpBench),
  runs: () => import('./runs.ts').then(({ runRunsBench }) => runRunsBench),
  peers: () => import('./peers.ts').then(({ runPeersBench }) => runPeersBench),
  'retrieval-peers': () =>
    import('./retrieval-peers.ts').then(({ runRetrievalPeersBench }) => runRetrievalPeersBench),
  reader: () => import('./reader.ts').then(({ runReaderBench }) => runReaderBench),
  threshold: () => import('./threshold.ts').then(({ runThresholdBench }) => runThresholdBench),
  experiments: () => import('./experiments.ts').then(({ runExperimentsBench }) => runExperimentsBench),
  retrieval: () => import('./retrieval.ts').then(({ runRetrievalBench }) => runRetrievalBench),
})
// A program may have set the exit code itself: done, and the outcome is negative.
if (code !== 0) process.exitCode = code
