/** A dataset and pipelines for tests of experiments: steps that take what time they are told to, and answers known beforehand. */
import { z } from 'zod'
import type { NodeDefinition } from '../core/node/define-node.ts'
import { defineNode } from '../core/node/define-node.ts'
import { port } from '../core/node/ports.ts'
import type { RuntimeServices } from '../core/services/runtime-services.ts'
import type { DatasetRow } from '../core/wire/datasets.ts'
import type { CreateExperiment } from '../core/wire/experiments.ts'
import { node, pipelineOf, wire } from './pipelines.ts'

/** Gives the text back behind its prefix, having waited without holding the thread. */
const slowStep = defineNode({
  type: 'slow-step',
  version: 1,
  title: 'Slow step',
  category: 'logic',
  summary: '',
  config: z.object({
    waitMs: z.number().min(0).default(0),
    prefix: z.string().default(''),
    failOn: z.string().default(''),
  }),
  inputs: { text: port.text('Text') },
  outputs: { text: port.text('Text') },
  needs: [],
  migrations: {},
  async run({ text }, { waitMs, prefix, failOn }) {
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs))
    if (failOn !== '' && text.includes(failOn)) throw new Error(`refused ${text}`)
    return { text: `${prefix}${text}` }
  },
})

/** Gives a number, where other pipelines give a text. */
const lengthStep = defineNode({
  type: 'length-step',
  version: 1,
  title: 'Length',
  category: 'logic',
  summary: '',
  config: z.object({}),
  inputs: { text: port.text('Text') },
  outputs: { length: port.number('Length') },
  needs: [],
  migrations: {},
  run: ({ text }) => ({ length: text.length }),
})

export const labNodes: readonly NodeDefinition[] = [slowStep, lengthStep]

export const labPipeline = pipelineOf(
  [node('ask', 'input'), node('step', 'slow-step'), node('answer', 'output')],
  [wire('ask.question', 'step.text'), wire('step.text', 'answer.value')],
  'lab',
)

/** Row i asks `q i` and expects it as the answer; every third belongs to the intent `odd`. */
export const labRows = (count: number): DatasetRow[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `r${index}`,
    inputs: { question: `q ${index}` },
    expected: { answers: [`q ${index}`], intent: index % 3 === 0 ? 'odd' : 'even' },
    tags: { half: index < count / 2 ? 'first' : 'second' },
  }))

export async function fillLab({ pipelines, datasets }: RuntimeServices, rows: number): Promise<void> {
  await pipelines.create(labPipeline)
  await datasets.create({ id: 'lab', name: 'Lab' })
  for (let from = 0; from < rows; from += 5_000)
    await datasets.putRows('lab', labRows(rows).slice(from, from + 5_000))
}

/** Two variants of the lab's pipeline: as it is, and with a prefix that makes every answer wrong. */
export const labExperiment = (change: Partial<CreateExperiment> = {}): CreateExperiment => ({
  name: 'Lab',
  dataset: 'lab',
  variants: [
    { id: 'plain', name: 'Plain', pipeline: 'lab' },
    {
      id: 'wrong',
      name: 'Wrong',
      pipeline: 'lab',
      overrides: [{ node: 'step', path: 'config.prefix', value: 'not ' }],
    },
  ],
  baseline: 'plain',
  ...change,
})
