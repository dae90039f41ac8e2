/** Small nodes and a short notation for pipelines, for tests of the engine. */
import { z } from 'zod'
import { emptyPipeline } from '../core/document/empty-pipeline.ts'
import type { PipelineDocument } from '../core/document/document.ts'
import { defineNode } from '../core/node/define-node.ts'
import { port } from '../core/node/ports.ts'

export const source = defineNode({
  type: 'input',
  version: 1,
  title: 'Input',
  category: 'io',
  summary: '',
  config: z.object({}),
  inputs: {},
  outputs: { question: port.text('Question') },
  needs: [],
  migrations: {},
  run: (_inputs, _config, { request }) => ({ question: String(request.inputs['question'] ?? '') }),
})

export const sink = defineNode({
  type: 'output',
  version: 1,
  title: 'Output',
  category: 'io',
  summary: '',
  config: z.object({ name: z.string().default('answer') }),
  inputs: { value: port.any('Value') },
  outputs: {},
  needs: [],
  migrations: {},
  outputName: ({ name }) => name,
  run: () => ({}),
})

export type Step = (text: string, signal: AbortSignal) => string | undefined | Promise<string | undefined>

export const step = (type: string, run: Step) =>
  defineNode({
    type,
    version: 1,
    title: type,
    category: 'logic',
    summary: '',
    config: z.object({}),
    inputs: { text: port.text('Text') },
    outputs: { text: port.text('Text') },
    needs: [],
    migrations: {},
    async run({ text }, _config, { signal }) {
      const out = await run(text, signal)
      return out === undefined ? {} : { text: out }
    },
  })

export const pick = defineNode({
  type: 'pick',
  version: 1,
  title: 'Pick',
  category: 'routing',
  summary: '',
  config: z.object({}),
  inputs: { value: port.text('Value') },
  outputs: { left: port.text('Left'), right: port.text('Right') },
  needs: [],
  migrations: {},
  run: ({ value }) => (value.includes('left') ? { left: value } : { right: value }),
})

export const join = defineNode({
  type: 'join',
  version: 1,
  title: 'Join',
  category: 'logic',
  summary: '',
  config: z.object({ mode: z.enum(['first', 'all']).default('all') }),
  inputs: ({ mode }) => ({ values: port.text('Values', { many: true, eager: mode === 'first' }) }),
  outputs: { text: port.text('Text') },
  needs: [],
  migrations: {},
  run: ({ values }) => ({ text: values.join('+') }),
})

export const talk = defineNode({
  type: 'talk',
  version: 1,
  title: 'Talk',
  category: 'generation',
  summary: '',
  config: z.object({}),
  inputs: { text: port.text('Text') },
  outputs: { text: port.text('Text') },
  needs: [],
  migrations: {},
  async *run({ text }) {
    for (const delta of text) yield { port: 'text', delta }
    return { text }
  },
})

/** `a:type b:type` and `a.port>b.port`. */
export function draw(nodes: string, edges: string, change: Partial<PipelineDocument> = {}): PipelineDocument {
  return {
    ...emptyPipeline('p', 'P'),
    nodes: nodes.split(' ').map((text) => {
      const [id = '', type = id] = text.split(':')
      return { id, type, version: 1, config: {}, position: { x: 0, y: 0 } }
    }),
    edges: edges.split(' ').map((text, index) => {
      const [from = '', to = ''] = text.split('>')
      const end = (part: string) => ({ node: part.split('.')[0] ?? '', port: part.split('.')[1] ?? '' })
      return { id: `e${index}`, from: end(from), to: end(to) }
    }),
    ...change,
  }
}

export const withPolicy = (
  document: PipelineDocument,
  id: string,
  policy: PipelineDocument['nodes'][number]['policy'],
) => ({
  ...document,
  nodes: document.nodes.map((node) => (node.id === id ? { ...node, policy } : node)),
})
