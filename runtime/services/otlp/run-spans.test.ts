import { describe, expect, it } from 'vitest'
import type { NodeView } from '../../core/trace/run-view.ts'
import { emptyRunView } from '../../core/trace/run-view.ts'
import { echoPipeline, node, pipelineOf } from '../../testing/pipelines.ts'
import { startedSummary } from '../run-summary.ts'
import { spansOfRun } from './run-spans.ts'

const nothing = { inputs: {}, outputs: {}, streamed: {}, annotations: {} }

const quoting = pipelineOf([{ ...node('quote', 'template'), name: 'Quote' }], [], 'quoting')
const nestedPipeline = pipelineOf(
  [node('in', 'input'), node('each', 'map', { pipeline: { inline: quoting } })],
  [],
  'nested',
)

const answer = { text: 'x', model: 'tiny', adapter: null, usage: { inputTokens: 42, outputTokens: 3 } }

function attributesOfNode(change: Partial<NodeView>) {
  const node: NodeView = {
    state: 'finished',
    attempt: 1,
    startedAt: 0,
    finishedAt: 5,
    inputs: {},
    outputs: {},
    streamed: {},
    annotations: {},
    ...change,
  }
  const summary = startedSummary('r', 'revision', echoPipeline, { inputs: {} })
  const view = { ...emptyRunView, nodes: { answer: node } }
  const [, span] = spansOfRun({ summary, view, document: echoPipeline })
  return Object.fromEntries((span?.attributes ?? []).map(({ key, value }) => [key, Object.values(value)[0]]))
}

describe('spans', () => {
  it.each([
    ['api.openai.com', 'openai'],
    ['desk.openai.azure.com', 'azure.ai.openai'],
    ['notapi.openai.com', 'notapi.openai.com'],
    ['127.0.0.1', '127.0.0.1'],
  ])('of a model at %s name its provider %s', (host, provider) => {
    const outputs = { answer: { value: answer } }
    expect(attributesOfNode({ outputs, annotations: { 'model.host': host } })).toMatchObject({
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': provider,
      'server.address': host,
      'gen_ai.request.model': 'tiny',
      'gen_ai.usage.input_tokens': '42',
    })
  })

  it('of nodes inside others are their children, with their own names', () => {
    const [, outer] = nestedPipeline.nodes
    const ran = { state: 'finished' as const, attempt: 1, startedAt: 0, finishedAt: 5, ...nothing }
    const view = { ...emptyRunView, nodes: { each: ran, 'each#3/quote': ran } }
    const summary = startedSummary('r', 'revision', nestedPipeline, { inputs: {} })
    const [root, parent, child] = spansOfRun({ summary, view, document: nestedPipeline })
    expect(parent).toMatchObject({ name: `map ${outer?.id}`, parentSpanId: root?.spanId })
    expect(child).toMatchObject({ name: 'template Quote', parentSpanId: parent?.spanId })
    expect(child?.attributes).toContainEqual({ key: 'signalbox.item', value: { intValue: '3' } })
  })

  it('of a model in this process, of one that did not answer, and of other nodes', () => {
    const embedded = attributesOfNode({ outputs: { answer: { value: { ...answer, adapter: 'refunds@1' } } } })
    expect(embedded).toMatchObject({
      'gen_ai.provider.name': 'signalbox',
      'gen_ai.response.model': 'refunds@1',
    })
    expect(embedded).not.toHaveProperty('server.address')
    expect(attributesOfNode({ annotations: { 'model.host': 'api.x.ai' } })).toMatchObject({
      'gen_ai.provider.name': 'x_ai',
    })
    const others = Object.keys(attributesOfNode({ outputs: { text: { value: 'x' } } }))
    expect(others.filter((name) => name.startsWith('gen_ai.'))).toEqual([])
  })
})
