/** Runs a pipeline once for each item of a list, several at a time. */
import { z } from 'zod'
import { createEchoPipeline } from '../../runtime/core/document/pipeline-ports.ts'
import { failure, toFailure } from '../../runtime/core/errors/failure.ts'
import { verbatim } from '../../runtime/core/node/card-fact.ts'
import { defineNode } from '../../runtime/core/node/define-node.ts'
import { port, portNameSchema } from '../../runtime/core/node/ports.ts'
import { pipelineReferenceSchema } from '../../runtime/core/services/sub-pipelines.ts'
import type { Json } from '../../runtime/core/values.ts'

const config = z.object({
  pipeline: pipelineReferenceSchema
    .default(() => ({ inline: createEchoPipeline('item') }))
    .meta({
      title: 'Pipeline',
      description: 'Runs once for each item: a stored revision, or one of its own.',
      widget: 'pipeline',
    }),
  field: portNameSchema.default('item').meta({
    title: 'Field for the item',
    description: 'The input of the pipeline that takes it.',
    widget: 'pipeline-field',
  }),
  maxItems: z.int().min(1).max(10_000).default(100).meta({
    title: 'Longest list',
    description: 'A longer one is an error.',
    widget: 'number',
    unit: 'items',
  }),
  atOnce: z.int().min(1).max(64).default(4).meta({ title: 'At once', widget: 'number' }),
  onItemError: z
    .enum(['fail', 'leave-out'])
    .default('fail')
    .meta({
      title: 'When an item fails',
      description: 'Fail, or leave it out of the results and tell at the second output.',
      options: { fail: 'Fail', 'leave-out': 'Leave it out' },
    }),
})

const itemsSchema = z.array(z.json())
const sharedSchema = z.record(z.string(), z.json())

type Outcome = { readonly value: Json } | { readonly failure: Json }

/** One output gives its value; several give an object of them. */
function resultOf(outputs: Readonly<Record<string, unknown>>): Json {
  const values = Object.values(outputs)
  // What output nodes received is JSON, as all that travels along edges.
  return (values.length === 1 ? (values[0] ?? null) : { ...outputs }) as Json
}

/** Works through the items in order, `atOnce` at a time; the first failure stops the rest and is thrown when all have stopped. */
async function workThrough(
  count: number,
  atOnce: number,
  signal: AbortSignal,
  work: (index: number, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const controller = new AbortController()
  const stop = () => controller.abort(signal.reason)
  if (signal.aborted) stop()
  else signal.addEventListener('abort', stop, { once: true })
  let next = 0
  let failed: { readonly error: unknown } | undefined
  const worker = async () => {
    while (next < count && !controller.signal.aborted) {
      try {
        await work(next++, controller.signal)
      } catch (error) {
        failed ??= { error }
        controller.abort()
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, count) }, worker))
  signal.removeEventListener('abort', stop)
  if (failed !== undefined) throw failed.error
  signal.throwIfAborted()
}

export const map = defineNode({
  type: 'map',
  version: 1,
  title: 'Map',
  category: 'logic',
  summary: 'Runs a pipeline once for each item of a list.',
  config,
  inputs: { items: port.json('Items'), shared: port.json('Other inputs', { optional: true }) },
  outputs: { results: port.json('Results'), failures: port.json('Failures') },
  needs: ['subPipelines'],
  migrations: {},
  subPipelines: ({ pipeline }) => [pipeline],
  describe: ({ pipeline, atOnce, maxItems }) => [
    'inline' in pipeline
      ? { text: '{count} nodes', values: { count: pipeline.inline.nodes.length } }
      : verbatim(pipeline.id.slice(0, 60)),
    { text: '≤ {maxItems} items, {atOnce} at once', values: { maxItems, atOnce } },
  ],
  async run({ items, shared }, settings, { nodeId: node, services, signal, trace }) {
    const { pipeline, field, maxItems, atOnce, onItemError } = settings
    const parsed = itemsSchema.safeParse(items)
    const others = sharedSchema.safeParse(shared ?? {})
    if (!parsed.success)
      throw failure('INPUT_INVALID', { field: 'items', reason: 'it is not a list' }, { node })
    if (!others.success)
      throw failure('INPUT_INVALID', { field: 'shared', reason: 'it is not an object' }, { node })
    const list = parsed.data
    if (list.length > maxItems) {
      throw failure('LIST_TOO_LONG', { node, count: list.length, limit: maxItems }, { node })
    }
    const outcomes: Outcome[] = []
    let done = 0
    const tell = () => trace.progress({ done, total: list.length, activity: 'items' })
    tell()
    await workThrough(list.length, atOnce, signal, async (index, itemSignal) => {
      try {
        const inputs = { ...others.data, [field]: list[index] }
        const outputs = await services.subPipelines.run(pipeline, inputs, { signal: itemSignal, item: index })
        outcomes[index] = { value: resultOf(outputs) }
      } catch (error) {
        if (onItemError === 'fail' || itemSignal.aborted) throw error
        const { code, message } = toFailure(error)
        outcomes[index] = { failure: { index, code, message } }
      }
      done += 1
      tell()
    })
    const results = outcomes.flatMap((outcome) => ('value' in outcome ? [outcome.value] : []))
    const failures = outcomes.flatMap((outcome) => ('failure' in outcome ? [outcome.failure] : []))
    trace.annotate({ 'map.items': list.length, 'map.failed': failures.length })
    return { results, failures }
  },
})
