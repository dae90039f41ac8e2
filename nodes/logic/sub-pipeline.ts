/** Runs another pipeline as one node: a stored revision, or one drawn inside it. */
import { z } from 'zod'
import {
  createEchoPipeline,
  pipelineFields,
  pipelineResults,
} from '../../runtime/core/document/pipeline-ports.ts'
import type { NodeDelta } from '../../runtime/core/node/define-node.ts'
import { verbatim } from '../../runtime/core/node/card-fact.ts'
import { defineNode } from '../../runtime/core/node/define-node.ts'
import type { PortRecord } from '../../runtime/core/node/ports.ts'
import { isStreamable, port, portNameSchema, portTypes } from '../../runtime/core/node/ports.ts'
import { pipelineReferenceSchema } from '../../runtime/core/services/sub-pipelines.ts'

const portSchema = z.object({
  name: portNameSchema.meta({ title: 'Name' }),
  type: z
    .enum(portTypes)
    .default('any')
    .meta({
      title: 'Type',
      options: {
        text: 'Text',
        messages: 'Messages',
        documents: 'Documents',
        intent: 'Intent',
        decision: 'Decision',
        answer: 'Answer',
        number: 'Number',
        boolean: 'Yes or no',
        json: 'JSON',
        any: 'Anything',
      },
    }),
})

const config = z.object({
  pipeline: pipelineReferenceSchema
    .default(() => ({ inline: createEchoPipeline('question') }))
    .meta({
      title: 'Pipeline',
      description: 'A stored revision, or one of its own.',
      widget: 'pipeline',
    }),
  fields: z.array(portSchema).max(32).default([]).meta({
    title: 'Inputs',
    description:
      'Only for a stored revision: the fields it takes. Left empty, one input takes them all as an object.',
    widget: 'fields',
  }),
  results: z.array(portSchema).max(32).default([]).meta({
    title: 'Outputs',
    description:
      'The outputs it gives, with their types; text and answers stream. Left empty, they are read from the pipeline.',
    widget: 'fields',
  }),
})

type Settings = z.output<typeof config>

function inputsOf({ pipeline, fields }: Settings): PortRecord {
  if ('inline' in pipeline) {
    return Object.fromEntries(
      pipelineFields(pipeline.inline).map(({ name, type, isOptional }) => [
        name,
        isOptional ? port[type](name, { optional: true }) : port[type](name),
      ]),
    )
  }
  if (fields.length === 0) return { inputs: port.json('Inputs') }
  return Object.fromEntries(fields.map(({ name, type }) => [name, port[type](name, { optional: true })]))
}

function outputsOf({ pipeline, results }: Settings): PortRecord {
  if (results.length > 0) return Object.fromEntries(results.map(({ name, type }) => [name, port[type](name)]))
  if (!('inline' in pipeline)) return { outputs: port.json('Outputs') }
  return Object.fromEntries(pipelineResults(pipeline.inline).map((name) => [name, port.any(name)]))
}

const objectSchema = z.record(z.string(), z.unknown())

/** Text as it comes, for a generator that asks when it can. */
function createRelay() {
  const waiting: NodeDelta[] = []
  let wake: () => void = () => undefined
  return {
    waiting,
    push: (delta: NodeDelta) => {
      waiting.push(delta)
      wake()
    },
    next: () =>
      new Promise<'delta'>((resolve) => {
        wake = () => resolve('delta')
      }),
  }
}

export const subPipeline = defineNode({
  type: 'sub-pipeline',
  version: 1,
  title: 'Sub-pipeline',
  category: 'logic',
  summary: 'Runs another pipeline as one node.',
  config,
  inputs: inputsOf,
  outputs: outputsOf,
  needs: ['subPipelines'],
  migrations: {},
  subPipelines: ({ pipeline }) => [pipeline],
  describe: ({ pipeline }) => [
    'inline' in pipeline
      ? { text: '{count} nodes', values: { count: pipeline.inline.nodes.length } }
      : verbatim(pipeline.id.slice(0, 60)),
  ],
  async *run(
    inputs,
    settings,
    { services, signal, trace },
  ): AsyncGenerator<NodeDelta, Record<string, unknown>, void> {
    const { pipeline, fields, results } = settings
    const isBundle = !('inline' in pipeline) && fields.length === 0
    const given = isBundle ? objectSchema.catch({}).parse(inputs['inputs']) : inputs
    const streamed = new Set(results.filter(({ type }) => isStreamable(type)).map(({ name }) => name))
    const relay = createRelay()
    const running = services.subPipelines.run(pipeline, given, {
      signal,
      mayGiveNothing: true,
      tell: (progress) => trace.progress(progress),
      onDelta: (name, delta) => {
        if (streamed.has(name)) relay.push({ port: name, delta })
      },
    })
    const ended = running.then(
      () => 'ended' as const,
      () => 'ended' as const,
    )
    for (let isOver = false; !isOver;) {
      isOver = relay.waiting.length === 0 && (await Promise.race([relay.next(), ended])) === 'ended'
      yield* relay.waiting.splice(0)
    }
    const outputs = await running
    const isBundled = !('inline' in pipeline) && results.length === 0
    return isBundled && Object.keys(outputs).length > 0 ? { outputs } : { ...outputs }
  },
})
