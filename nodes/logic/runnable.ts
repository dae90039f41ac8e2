/** Calls an object of the host program, such as a LangChain Runnable. The document stores only its id. */
import { z } from 'zod'
import type { NodeDelta } from '../../runtime/core/node/define-node.ts'
import { verbatim } from '../../runtime/core/node/card-fact.ts'
import { defineNode } from '../../runtime/core/node/define-node.ts'
import type { Port } from '../../runtime/core/node/ports.ts'
import { port } from '../../runtime/core/node/ports.ts'
import type { Json } from '../../runtime/core/values.ts'

const config = z.object({
  resource: z.string().min(1, 'name a resource').max(64).meta({
    title: 'Resource',
    description: 'The id under which the host program registered it.',
    widget: 'resource',
    resource: 'runnable',
  }),
  result: z
    .enum(['json', 'text'])
    .default('json')
    .meta({
      title: 'Result',
      description: 'As text, it streams where the object can.',
      options: { json: 'JSON', text: 'Text' },
    }),
})

export const runnable = defineNode({
  type: 'runnable',
  version: 1,
  title: 'Runnable',
  category: 'logic',
  summary: 'Calls an object of the host program by the id it is registered under.',
  config,
  inputs: { input: port.any('Input') },
  outputs: ({ result }): { readonly output: Port<'json'> | Port<'text'> } => ({
    output: result === 'text' ? port.text('Output') : port.json('Output'),
  }),
  needs: ['resources'],
  migrations: {},
  describe: ({ resource }) => [verbatim(resource.slice(0, 60))],
  async *run({ input }, { resource, result }, context): AsyncGenerator<NodeDelta, { output: string }, void> {
    const { services, signal, trace } = context
    const opened = services.resources.open(resource, ['runnable'])
    if (result === 'text' && opened.stream !== undefined) {
      let output = ''
      for await (const delta of opened.stream(input, signal)) {
        output += delta
        yield { port: 'output', delta }
      }
      return { output }
    }
    const value = await opened.invoke(input, signal, (progress) => trace.progress(progress))
    if (result === 'text') return { output: typeof value === 'string' ? value : JSON.stringify(value) }
    // The port is of type json here: what resources give is JSON by their contract.
    return { output: value as Json as string }
  },
})
