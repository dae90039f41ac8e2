/** Small pipelines of one line of text, for tests of what the engine makes of a run. */
import { z } from 'zod'
import { emptyPipeline } from '../core/document/empty-pipeline.ts'
import type { NodeRecord, PipelineDocument } from '../core/document/document.ts'
import type { NodeDefinition } from '../core/node/define-node.ts'
import { defineNode } from '../core/node/define-node.ts'
import { port } from '../core/node/ports.ts'
import type { TraceEvent } from '../core/trace/events.ts'
import { compile } from '../engine/compile.ts'

/** Of a node definition that only computes. */
export const common = {
  version: 1,
  title: 'T',
  category: 'logic',
  summary: '',
  needs: [],
  migrations: {},
} as const

export const source = defineNode({
  ...common,
  type: 'input',
  config: z.object({}),
  inputs: {},
  outputs: { question: port.text('Question'), style: port.number('Style') },
  run: (_inputs, _config, { request }) => request.inputs as { question: string },
})

export const sink = defineNode({
  ...common,
  type: 'output',
  config: z.object({ name: z.string().default('answer') }),
  inputs: { value: port.any('Value') },
  outputs: {},
  outputName: ({ name }) => name,
  run: () => ({}),
})

/** A node of this type that does to its text what `run` says. */
export const step = (
  type: string,
  run: (text: string, context: { signal: AbortSignal }) => unknown,
): NodeDefinition => ({
  ...defineNode({
    ...common,
    type,
    config: z.object({}),
    inputs: { text: port.text('Text') },
    outputs: { text: port.text('Text') },
    run: () => ({}),
  }),
  run: ({ text }, _config, context) => run(String(text), context),
})

export const shout = defineNode({
  ...common,
  type: 'shout',
  config: z.object({ markCount: z.int().min(0).max(9).default(1), upper: z.boolean().default(false) }),
  inputs: { text: port.text('Text') },
  outputs: { text: port.text('Text') },
  run: ({ text }, { markCount, upper }) => ({
    text: (upper ? text.toUpperCase() : text) + '!'.repeat(markCount),
  }),
})

export type Change = Partial<NodeRecord>

/** `in → a → out`, the node `a` of the given type. */
export function lineOf(
  type: string,
  change: Change = {},
  settings: PipelineDocument['settings'] = {},
): PipelineDocument {
  const position = { x: 0, y: 0 }
  const edge = (id: string, from: [string, string], to: [string, string]) => ({
    id,
    from: { node: from[0], port: from[1] },
    to: { node: to[0], port: to[1] },
  })
  return {
    ...emptyPipeline('p', 'P'),
    settings,
    nodes: [
      { id: 'in', type: 'input', version: 1, config: {}, position },
      { id: 'a', type, version: 1, config: {}, position, ...change },
      { id: 'out', type: 'output', version: 1, config: {}, position },
    ],
    edges: [edge('1', ['in', 'question'], ['a', 'text']), edge('2', ['a', 'text'], ['out', 'value'])],
  }
}

/** Knows `input`, `output` and `shout` (one exclamation mark by default) besides `nodes`. */
export const build = (document: PipelineDocument, nodes: readonly NodeDefinition[], options = {}) =>
  compile(document, { nodes: [source, sink, shout, ...nodes], ...options })

export const kinds = (events: readonly TraceEvent[], type: TraceEvent['type']) =>
  events.filter((event) => event.type === type)
