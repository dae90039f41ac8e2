/** What a whole pipeline takes and gives, read from its input and output nodes: the ports of a node that runs it. */
import { z } from 'zod'
import { emptyPipeline } from './empty-pipeline.ts'
import type { PortType } from '../node/ports.ts'
import { portTypes } from '../node/ports.ts'
import type { PipelineDocument } from './document.ts'

const inputSchema = z.object({
  fields: z.array(
    z.object({
      name: z.string(),
      type: z.enum(portTypes).catch('json'),
      isRequired: z.boolean().default(true),
    }),
  ),
})

export interface PipelineField {
  readonly name: string
  readonly type: PortType
  readonly isOptional: boolean
}

/** The fields of its input node. One that keeps its default settings has the field `question`. */
export function pipelineFields({ nodes }: PipelineDocument): PipelineField[] {
  const config = nodes.find(({ type }) => type === 'input')?.config ?? {}
  const parsed = inputSchema.safeParse(config)
  if (!parsed.success) return [{ name: 'question', type: 'text', isOptional: false }]
  return parsed.data.fields.map(({ name, type, isRequired }) => ({ name, type, isOptional: !isRequired }))
}

/** The names of its output nodes, in the order of the document. */
export function pipelineResults({ nodes }: PipelineDocument): string[] {
  const names = nodes
    .filter(({ type, muted }) => type === 'output' && muted !== true)
    .map(({ config }) => (typeof config['name'] === 'string' ? config['name'] : 'answer'))
  return [...new Set(names)]
}

/** A pipeline that gives back what it takes: the start of one that is drawn inside a node. */
export function createEchoPipeline(field: string): PipelineDocument {
  return {
    ...emptyPipeline('inline', 'Inline'),
    nodes: [
      {
        id: 'input',
        type: 'input',
        version: 1,
        config: { fields: [{ name: field, type: 'json' }] },
        position: { x: 0, y: 0 },
      },
      { id: 'output', type: 'output', version: 1, config: { name: 'answer' }, position: { x: 320, y: 0 } },
    ],
    edges: [{ id: 'edge', from: { node: 'input', port: field }, to: { node: 'output', port: 'value' } }],
  }
}
