/** A stored run as a row of a dataset. */
import { failure } from '../core/errors/failure.ts'
import type { RunService } from '../core/services/runs.ts'
import type { TracedValue } from '../core/trace/events.ts'
import { emptyRunView, reduceTrace } from '../core/trace/run-view.ts'
import type { Json } from '../core/values.ts'
import type { DatasetRow } from '../core/wire/datasets.ts'
import { expectedSchema } from '../core/wire/runs.ts'
import { answerOfOutputs } from './run-summary.ts'

type RunReader = Pick<RunService, 'get' | 'events' | 'value'>

/**
 * The request of the run with what it answered as the label, unless another is given. A run that declined is labelled with no
 * answer; one that ended without output is not labelled.
 *
 * @throws RUN_NOT_FOUND, RUN_NOT_FINISHED
 */
export async function rowOfRun(
  runs: RunReader,
  runId: string,
  expected?: DatasetRow['expected'],
): Promise<DatasetRow> {
  const { status } = await runs.get(runId)
  if (status === 'running') throw failure('RUN_NOT_FINISHED', { run: runId })
  let view = emptyRunView
  for await (const event of runs.events(runId)) view = reduceTrace(view, event)
  const valueOf = (traced: TracedValue): Promise<Json> | Json =>
    'hash' in traced ? runs.value(traced.hash) : traced.value
  const valuesOf = async (traced: Readonly<Record<string, TracedValue>>) =>
    Object.fromEntries(
      await Promise.all(
        Object.entries(traced).map(async ([name, value]): Promise<[string, Json]> => [
          name,
          await valueOf(value),
        ]),
      ),
    )
  const answered = answerOfOutputs(await valuesOf(view.outputs))
  // An answer that is too long for a label labels nothing.
  const label = expectedSchema.safeParse(
    answered && { answers: answered.abstained === true ? [] : [answered.text] },
  )
  const known = expected ?? label.data
  return {
    id: `run-${runId}`,
    inputs: await valuesOf(view.inputs),
    ...(known === undefined ? {} : { expected: known }),
    tags: { source: 'run' },
    runId,
  }
}
