import type { PipelineDocument } from 'signalbox'

const at = (x: number, y: number) => ({ x, y })
const wire = (id: string, from: [node: string, port: string], to: [node: string, port: string]) => ({
  id,
  from: { node: from[0], port: from[1] },
  to: { node: to[0], port: to[1] },
})

/** Finds articles, quotes the answer, signs it; beside that it names the intent. */
export const pipeline: PipelineDocument = {
  format: 'signalbox/pipeline',
  version: 1,
  id: 'desk',
  name: 'Customer desk',
  description: 'Retrieval, intent and reader, all in this page.',
  nodes: [
    { id: 'question', type: 'input', version: 1, config: {}, position: at(0, 120) },
    {
      id: 'find',
      type: 'hybrid-retriever',
      version: 1,
      config: { index: 'desk', limit: 5 },
      position: at(320, 0),
    },
    { id: 'reader', type: 'reader', version: 1, config: {}, position: at(640, 40) },
    { id: 'sign', type: 'sign-off', version: 1, config: {}, position: at(960, 40) },
    { id: 'answer', type: 'output', version: 1, config: {}, position: at(1280, 40) },
    {
      id: 'intent',
      type: 'intent-classifier',
      version: 1,
      config: { intents: 'desk' },
      position: at(320, 240),
    },
    { id: 'wanted', type: 'output', version: 1, config: { name: 'intent' }, position: at(640, 240) },
  ],
  edges: [
    wire('e1', ['question', 'question'], ['find', 'query']),
    wire('e2', ['question', 'question'], ['reader', 'question']),
    wire('e3', ['find', 'documents'], ['reader', 'documents']),
    wire('e4', ['reader', 'answer'], ['sign', 'answer']),
    wire('e5', ['sign', 'text'], ['answer', 'value']),
    wire('e6', ['question', 'question'], ['intent', 'text']),
    wire('e7', ['intent', 'intent'], ['wanted', 'value']),
  ],
  notes: [],
  groups: [],
}
