/** Runs and experiments keep the revision of a stored sub-pipeline that their own revision names. */
import { beforeEach, expect, it } from 'vitest'
import type { RuntimeServices } from '../core/services/runtime-services.ts'
import { foldTrace } from '../core/trace/run-view.ts'
import { composeTestServices } from '../testing/compose-test-services.ts'
import { fillLab, labExperiment, labNodes } from '../testing/experiment-lab.ts'
import { node, pipelineOf, wire } from '../testing/pipelines.ts'

const child = (prefix: string) =>
  pipelineOf(
    [node('in', 'input'), node('step', 'slow-step', { prefix, waitMs: 40 }), node('out', 'output')],
    [wire('in.question', 'step.text'), wire('step.text', 'out.value')],
    'child',
  )

/** Asks the child twice, one after the other. */
const parent = (revision: string) => {
  const desk = {
    pipeline: { id: 'child', revision },
    fields: [{ name: 'question', type: 'text' }],
    results: [{ name: 'answer', type: 'text' }],
  }
  return pipelineOf(
    [
      node('ask', 'input'),
      node('first', 'sub-pipeline', desk),
      node('second', 'sub-pipeline', desk),
      node('answer', 'output'),
    ],
    [
      wire('ask.question', 'first.question'),
      wire('first.answer', 'second.question'),
      wire('second.answer', 'answer.value'),
    ],
    'parent',
  )
}

let services: RuntimeServices
let old: string
beforeEach(async () => {
  services = composeTestServices({ nodes: labNodes }).services
  await services.pipelines.create(child('old '))
  old = (await services.pipelines.saveRevision('child')).hash
  await services.pipelines.create(parent(old))
})

/** Publishes another child, and gives its hash. */
async function publishChild(): Promise<string> {
  await services.pipelines.save('child', child('new '), (await services.pipelines.get('child')).counter)
  const { hash } = await services.pipelines.saveRevision('child')
  await services.pipelines.publish('child', hash)
  return hash
}

async function answerOf({ runId, finished }: Awaited<ReturnType<RuntimeServices['runs']['start']>>) {
  const { revision } = await finished
  const events = []
  for await (const event of services.runs.events(runId)) events.push(event)
  return { revision, answer: Object.values(foldTrace(events).outputs) }
}

it('a run keeps the child that it began with when another is published midway, and the parent names it', async () => {
  const started = await services.runs.start('parent', { inputs: { question: 'x' } })
  for await (const { type } of services.runs.events(started.runId)) if (type === 'sub-run-started') break
  const next = await publishChild()
  const kept = await answerOf(started)
  expect(kept.answer).toEqual([{ value: 'old old x' }])
  // Published is not adopted: the parent's draft says which one it runs.
  const again = await answerOf(await services.runs.start('parent', { inputs: { question: 'x' } }))
  expect(again).toEqual(kept)
  await services.pipelines.save('parent', parent(next), (await services.pipelines.get('parent')).counter)
  const adopted = await answerOf(await services.runs.start('parent', { inputs: { question: 'x' } }))
  expect(adopted.answer).toEqual([{ value: 'new new x' }])
  expect(adopted.revision).not.toBe(kept.revision)
  const { revision } = kept
  expect(
    await answerOf(await services.runs.start('parent', { inputs: { question: 'x' }, revision })),
  ).toEqual(kept)
})

it('an experiment that goes on keeps it too, and refuses rows that have changed, naming them', async () => {
  await fillLab(services, 6)
  const variants = [{ id: 'plain', name: 'Plain', pipeline: 'parent' }]
  const { experiments } = services
  const { id } = await experiments.create(labExperiment({ variants }))
  await experiments.start(id)
  await experiments.stop(id)
  const next = await publishChild()
  await services.pipelines.save('parent', parent(next), (await services.pipelines.get('parent')).counter)
  const [row] = (await services.datasets.rows('lab', {})).items
  if (row === undefined) throw new Error('The lab has no rows.')
  await services.datasets.putRows('lab', [{ ...row, inputs: { question: 'other' } }])
  await expect(experiments.start(id)).rejects.toMatchObject({
    code: 'EXPERIMENT_INPUTS_CHANGED',
    params: { changed: row.id },
  })
  await services.datasets.putRows('lab', [row])
  await experiments.start(id)
  await experiments.wait(id)
  const answers = new Set<string>()
  for await (const batch of experiments.readCells(id))
    for (const { answer } of batch) answers.add(answer.slice(0, 8))
  expect([...answers]).toEqual(['old old '])
})
