import type { IncomingMessage, Server } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { failure } from '../../core/errors/failure.ts'
import { defineNode } from '../../core/node/define-node.ts'
import { port } from '../../core/node/ports.ts'
import { createEgressClient } from '../../egress/egress-client.ts'
import { composeTestServices } from '../../testing/compose-test-services.ts'
import { echoPipeline, node, pipelineOf, wire } from '../../testing/pipelines.ts'
import type { Span } from './run-spans.ts'
import { createSpanExporter } from './span-exporter.ts'

const bodySchema = z.object({
  resourceSpans: z.tuple([z.object({ scopeSpans: z.tuple([z.object({ spans: z.array(z.unknown()) })]) })]),
})

interface Received {
  readonly url: string
  readonly headers: IncomingMessage['headers']
  readonly spans: Span[]
}

const failing = defineNode({
  type: 'failing',
  version: 1,
  title: 'Failing',
  category: 'logic',
  summary: '',
  config: z.object({}),
  inputs: { text: port.any('Text') },
  outputs: { text: port.text('Text') },
  needs: [],
  migrations: {},
  run: async () => {
    throw failure('INDEX_NOT_FOUND', { index: 'gone' })
  },
})

let collector: Server
let received: Received[]
let endpoint: string
beforeEach(async () => {
  received = []
  collector = createServer((request, response) => {
    let text = ''
    request.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
    request.on('end', () => {
      const { resourceSpans } = bodySchema.parse(JSON.parse(text))
      // Written by the exporter under test.
      const spans = resourceSpans[0].scopeSpans[0].spans as Span[]
      received.push({ url: request.url ?? '', headers: request.headers, spans })
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
    })
  })
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve))
  endpoint = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`
})
afterEach(() => new Promise((resolve) => collector.close(resolve)))

const attributes = ({ attributes: list }: Pick<Span, 'attributes'>) =>
  Object.fromEntries(list.map(({ key, value }) => [key, Object.values(value)[0]]))

describe('span exporter', () => {
  it('sends a run and its nodes as one trace, nested in time, with the names of the conventions', async () => {
    const { services } = composeTestServices()
    await services.pipelines.create(echoPipeline)
    const egress = createEgressClient({ allow: [endpoint] })
    const exporter = createSpanExporter({
      runs: services.runs,
      pipelines: services.pipelines,
      egress,
      endpoint: `${endpoint}/`,
      headers: { 'x-key': 'k' },
      version: '1',
    })
    const run = await services.runs.start('echo', { inputs: { question: 'why?' } })
    await run.finished
    await exporter.close()
    const [{ url, headers, spans } = { url: '', headers: {}, spans: [] }] = received
    expect([url, headers['x-key'], headers['content-type']]).toEqual(['/v1/traces', 'k', 'application/json'])
    const [root, ...nodes] = spans
    if (root === undefined) throw new Error('no spans came')
    expect(attributes(root)).toMatchObject({
      'gen_ai.operation.name': 'invoke_workflow',
      'signalbox.run.id': run.runId,
      'signalbox.run.status': 'succeeded',
    })
    expect(root.traceId).toMatch(/^[0-9a-f]{32}$/)
    expect(nodes.map((span) => attributes(span)['signalbox.node.type'])).toEqual(
      echoPipeline.nodes.map(({ type }) => type),
    )
    for (const span of nodes) {
      expect(span).toMatchObject({ traceId: root.traceId, parentSpanId: root.spanId, status: { code: 1 } })
      expect(BigInt(span.startTimeUnixNano)).toBeGreaterThanOrEqual(BigInt(root.startTimeUnixNano))
      expect(BigInt(span.endTimeUnixNano)).toBeLessThanOrEqual(BigInt(root.endTimeUnixNano))
    }
    expect(new Set(spans.map(({ spanId }) => spanId)).size).toBe(spans.length)
  })

  it('says which node failed and why, and carries decisions as events', async () => {
    const { services } = composeTestServices({ nodes: [failing] })
    const rules = { rules: [{ id: 'a', label: 'A' }] }
    await services.pipelines.create(
      pipelineOf(
        [
          node('ask', 'input'),
          node('route', 'condition-router', rules),
          node('fail', 'failing'),
          node('answer', 'output'),
        ],
        [
          wire('ask.question', 'route.value'),
          wire('route.a', 'fail.text'),
          wire('fail.text', 'answer.value'),
        ],
        'failing',
      ),
    )
    const exporter = createSpanExporter({
      runs: services.runs,
      pipelines: services.pipelines,
      egress: createEgressClient({ allow: [endpoint] }),
      endpoint,
      version: '1',
    })
    await (
      await services.runs.start('failing', { inputs: { question: 'x' } })
    ).finished
    await exporter.close()
    const spans = received.flatMap((one) => one.spans)
    expect(spans[0]?.status.code).toBe(2)
    const failed = spans.find((span) => attributes(span)['signalbox.node.id'] === 'fail')
    expect(failed && attributes(failed)['error.type']).toBe('INDEX_NOT_FOUND')
    const decided = spans.flatMap(({ events }) => events.filter(({ name }) => name === 'signalbox.decision'))
    expect(decided.map((event) => attributes(event))).toMatchObject([
      { 'signalbox.decision.kind': 'router', 'signalbox.decision.outcome': 'branch' },
    ])
  })

  it('calls nodes of a stored sub-pipeline by the names that they had at the revision that ran', async () => {
    const { services } = composeTestServices()
    const line = (name: string) => ({ ...node('line', 'template', { template: '{{ question }}' }), name })
    const child = (name: string) =>
      pipelineOf(
        [node('in', 'input'), line(name), node('out', 'output')],
        [wire('in.question', 'line.question'), wire('line.text', 'out.value')],
        'child',
      )
    await services.pipelines.create(child('As it was'))
    const { hash } = await services.pipelines.saveRevision('child')
    await services.pipelines.save('child', child('As it is'), (await services.pipelines.get('child')).counter)
    const pipeline = { id: 'child', revision: hash }
    await services.pipelines.create(
      pipelineOf(
        [
          node('ask', 'input'),
          node('desk', 'sub-pipeline', { pipeline, fields: [{ name: 'question', type: 'text' }] }),
          node('answer', 'output'),
        ],
        [wire('ask.question', 'desk.question'), wire('desk.outputs', 'answer.value')],
        'parent',
      ),
    )
    const egress = createEgressClient({ allow: [endpoint] })
    const { runs, pipelines } = services
    const exporter = createSpanExporter({ runs, pipelines, egress, endpoint, version: '1' })
    await (
      await runs.start('parent', { inputs: { question: 'x' } })
    ).finished
    await exporter.close()
    const names = received.flatMap(({ spans }) => spans.map(({ name }) => name))
    expect(names).toContain('template As it was')
  })

  it('does not disturb runs while the collector is away', async () => {
    const { services } = composeTestServices()
    await services.pipelines.create(echoPipeline)
    const exporter = createSpanExporter({
      runs: services.runs,
      pipelines: services.pipelines,
      egress: createEgressClient({ allow: ['http://127.0.0.1:9'] }),
      endpoint: 'http://127.0.0.1:9',
      version: '1',
      flushAfterMs: 1,
    })
    const run = await services.runs.start('echo', { inputs: { question: 'why?' } })
    expect((await run.finished).status).toBe('succeeded')
    await exporter.flush()
    await exporter.close()
    expect(received).toEqual([])
  })
})
