/** `npm run eval -- NAME [ARG …]`: quality on data sets. */
import { runNamed } from '../run-named.ts'

const code = await runNamed(process.argv.slice(2), {
  intent: () => import('./intent.ts').then(({ runIntentEval }) => runIntentEval),
  'support-desk': () => import('./support-desk.ts').then(({ runSupportDeskEval }) => runSupportDeskEval),
  'worked-experiment': () =>
    import('./worked-experiment.ts').then(({ recordWorkedExperiment }) => recordWorkedExperiment),
  reader: () => import('./reader.ts').then(({ runReaderEval }) => runReaderEval),
  statistics: () =>
    import('./statistics.ts').then(
      ({ runStatisticsEval }) =>
        async (args) =>
          runStatisticsEval(args),
    ),
  retrieval: () => import('./retrieval.ts').then(({ runRetrievalEval }) => runRetrievalEval),
})
// A program may have set the exit code itself: done, and the outcome is negative.
if (code !== 0) process.exitCode = code
