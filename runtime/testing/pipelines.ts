/** Pipelines for tests. */
import type { EdgeRecord, NodeRecord, PipelineDocument } from '../core/document/document.ts'
import { parsePipeline } from '../core/document/parse.ts'

/** `wire('a.text', 'b.value')`; its id is made of both ends. */
export function wire(from: string, to: string): EdgeRecord {
  const end = (text: string) => {
    const [node = '', port = ''] = text.split('.')
    return { node, port }
  }
  return { id: `${from}-${to}`.replaceAll('.', '-'), from: end(from), to: end(to) }
}

export function node(id: string, type: string, config: Record<string, unknown> = {}): NodeRecord {
  return parsePipeline({ ...empty, nodes: [{ id, type, version: 1, config, position: { x: 0, y: 0 } }] })
    .nodes[0] as NodeRecord
}

const empty = { format: 'signalbox/pipeline', version: 1, id: 'test', name: 'Test', nodes: [], edges: [] }

export function pipelineOf(
  nodes: readonly NodeRecord[],
  edges: readonly EdgeRecord[],
  id = 'test',
): PipelineDocument {
  return parsePipeline({ ...empty, id, nodes, edges })
}

/** Question, template, answer: runs without any service. */
export const echoPipeline: PipelineDocument = pipelineOf(
  [
    node('ask', 'input'),
    node('fill', 'template', { template: 'You asked: {{ q }}' }),
    node('answer', 'output'),
  ],
  [wire('ask.question', 'fill.q'), wire('fill.text', 'answer.value')],
  'echo',
)

/** The main line over the index, the intent model and the bank `desk`. */
export const deskPipeline: PipelineDocument = pipelineOf(
  [
    node('ask', 'input'),
    node('find', 'hybrid-retriever', { index: 'desk', limit: 3 }),
    node('classify', 'intent-classifier', { intents: 'desk' }),
    node('bank', 'adapter-bank', { bank: 'desk', threshold: 0.3, outOfScope: 'ignore' }),
    node('answer', 'output'),
  ],
  [
    wire('ask.question', 'find.query'),
    wire('ask.question', 'classify.text'),
    wire('ask.question', 'bank.question'),
    wire('find.documents', 'bank.documents'),
    wire('classify.intent', 'bank.intent'),
    wire('bank.answer', 'answer.value'),
  ],
  'desk',
)
