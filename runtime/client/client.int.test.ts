import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { defineNode } from '../core/node/define-node.ts'
import { port } from '../core/node/ports.ts'
import type { TraceEvent } from '../core/trace/events.ts'
import { emptyRunView, reduceTrace } from '../core/trace/run-view.ts'
import { fillFeeDesk } from '../testing/fee-desk.ts'
import { createGate } from '../testing/gate.ts'
import { deskPipeline, echoPipeline, node, pipelineOf, wire } from '../testing/pipelines.ts'
import type { TestServer } from '../testing/start-test-server.ts'
import { startTestServer } from '../testing/start-test-server.ts'
import { createClient } from './client.ts'

/** Set by a test that wants to hold a run back. */
let gate = createGate()
gate.open()
let aborted = createGate()

const held = defineNode({
  type: 'held',
  version: 1,
  title: 'Held',
  category: 'logic',
  summary: 'Waits for the test.',
  config: z.object({}),
  inputs: { text: port.text('Text') },
  outputs: { text: port.text('Text') },
  needs: [],
  migrations: {},
  async *run({ text }, _config, { signal }) {
    signal.addEventListener('abort', () => aborted.open())
    yield { port: 'text', delta: text }
    await gate.passed
    return { text }
  },
})
const heldPipeline = pipelineOf(
  [node('ask', 'input'), node('hold', 'held'), node('answer', 'output')],
  [wire('ask.question', 'hold.text'), wire('hold.text', 'answer.value')],
  'held',
)

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ nodes: [held] })
  await fillFeeDesk(server.runtime.services)
  for (const document of [echoPipeline, heldPipeline, deskPipeline])
    await server.client.pipelines.create(document)
})
afterAll(() => server.close())

async function collect(events: AsyncIterable<TraceEvent>): Promise<TraceEvent[]> {
  const seen: TraceEvent[] = []
  for await (const event of events) seen.push(event)
  return seen
}

describe('client', () => {
  it('streams a run, reads it again, and goes on after the last event it saw', async () => {
    const seen = await collect(server.client.runs.stream('echo', { inputs: { question: 'why?' } }))
    expect(seen.map(({ seq }) => seq)).toEqual(seen.map((_, index) => index))
    const view = seen.reduce(reduceTrace, emptyRunView)
    expect(view).toMatchObject({ status: 'succeeded', outputs: { answer: { value: 'You asked: why?' } } })
    const runId = view.runId ?? ''
    expect((await server.client.runs.get(runId)).summary).toMatchObject({
      status: 'succeeded',
      question: 'why?',
    })
    expect(await collect(server.client.runs.events(runId, 3))).toEqual(seen.slice(3))
  })

  it('resumes a run that is under way without a gap', async () => {
    gate = createGate()
    const first = server.client.runs.stream('held', { inputs: { question: 'x' } })
    const seen: TraceEvent[] = []
    const firstDone = (async () => {
      for await (const event of first) seen.push(event)
    })()
    while (!seen.some(({ type }) => type === 'node-delta'))
      await new Promise((resolve) => setImmediate(resolve))
    const runId = seen[0]?.type === 'run-started' ? seen[0].runId : ''
    const rest = collect(server.client.runs.events(runId, seen.length))
    const already = seen.length
    gate.open()
    await firstDone
    expect([...seen.slice(0, already), ...(await rest)]).toEqual(seen)
  })

  it('cancels the run when its reader goes away', async () => {
    gate = createGate()
    aborted = createGate()
    let runId = ''
    for await (const event of server.client.runs.stream('held', { inputs: { question: 'x' } })) {
      if (event.type === 'run-started') runId = event.runId
      if (event.type === 'node-delta') break
    }
    await aborted.passed
    const [last] = (await collect(server.client.runs.events(runId))).slice(-1)
    expect(last).toMatchObject({ type: 'run-finished', status: 'cancelled' })
    expect((await server.client.runs.get(runId)).summary.status).toBe('cancelled')
    gate.open()
  })

  it('cancels by name, and a reader of the run sees it end', async () => {
    gate = createGate()
    let runId = ''
    let status = ''
    for await (const event of server.client.runs.stream('held', { inputs: { question: 'x' } })) {
      if (event.type === 'run-started') runId = event.runId
      if (event.type === 'node-delta') await server.client.runs.cancel(runId)
      if (event.type === 'run-finished') status = event.status
    }
    expect(status).toBe('cancelled')
    gate.open()
  })

  it('follows a job to its end, and trains an adapter that changes the bank', async () => {
    const { banks, jobs } = server.client
    const all = jobs.followAll()
    expect((await all.next()).value).toEqual([])
    const { id } = await banks.trainAdapter('desk', { name: 'fees', index: 'desk', rank: 2, alias: 'fees' })
    const seen = []
    for await (const job of jobs.follow(id)) seen.push(job)
    expect(seen.at(-1)).toMatchObject({ state: 'succeeded', kind: 'adapter-training', target: 'desk' })
    expect(seen.at(-1)?.series.length).toBeGreaterThan(0)
    const states = new Set<string>()
    for await (const news of all) {
      for (const one of news) states.add(`${one.kind} ${one.target} ${one.state}`)
      if (news.some(({ state }) => state === 'succeeded')) break
    }
    expect([...states]).toEqual(['adapter-training desk running', 'adapter-training desk succeeded'])
    const bank = await banks.get('desk')
    expect(bank.aliases).toEqual([{ alias: 'fees', adapter: bank.adapters[0]?.id }])
    const files = await banks.adapterFiles('desk', bank.adapters[0]?.id ?? '')
    const again = await banks.addAdapter('desk', {
      name: 'copy',
      config: files.config,
      weights: files.weights,
    })
    expect(again.sha256).toBe(bank.adapters[0]?.sha256)
  })

  it('runs the main line: the decision names intent, adapter and what the run was pinned to', async () => {
    await server.client.banks.setRoutes('desk', {
      routes: [{ intent: 'fees', alias: 'fees' }],
      defaultAlias: null,
    })
    const response = await fetch(`${server.address}/api/pipelines/desk/runs`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ inputs: { question: 'What is the fee for a dog at Birch?' } }),
    })
    const result = (await response.json()) as {
      status: string
      outputs: { answer: { text: string; adapter: string } }
      decisions: { adapter: string }[]
      timing: { wallMs: number; parts: Record<string, number> }
    }
    expect(result.status).toBe('succeeded')
    const adapter = result.decisions.at(-1)?.adapter ?? ''
    expect(result.outputs.answer).toMatchObject({ text: expect.stringContaining('£'), adapter })
    const { parts, wallMs } = result.timing
    const sum = Object.values(parts).reduce((total, ms) => total + ms, 0)
    expect(Math.abs(sum - wallMs)).toBeLessThan(0.1)
    const { headers } = response
    expect(headers.get('x-signalbox-intent')).toBe('fees')
    expect(decodeURIComponent(headers.get('x-signalbox-adapter') ?? '')).toBe(adapter)
    expect(Number(headers.get('x-signalbox-confidence'))).toBeGreaterThan(0)
    expect(headers.get('server-timing')).toContain('total;dur=')
    const { summary } = await server.client.runs.get(headers.get('x-signalbox-run') ?? '')
    expect(summary).toMatchObject({ adapter, intent: 'fees', status: 'succeeded' })
    const listed = await server.client.runs.list({ adapter })
    expect(listed.items.map(({ id }) => id)).toContain(summary.id)
  })

  it('takes feedback of both kinds, and no other', async () => {
    const [first] = await collect(server.client.runs.stream('echo', { inputs: { question: 'x' } }))
    const runId = first?.type === 'run-started' ? first.runId : ''
    await server.client.runs.addFeedback(runId, { score: 1 })
    await server.client.runs.addFeedback(runId, { label: 'better' })
    await expect(server.client.runs.addFeedback(runId, { score: 7 })).rejects.toMatchObject({
      code: 'BODY_INVALID',
    })
  })

  it('gives the same run for the same key', async () => {
    const send = (key: string, question = 'once') =>
      fetch(`${server.address}/api/pipelines/echo/runs`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': key },
        body: JSON.stringify({ inputs: { question } }),
      })
    const [one, two] = await Promise.all([send('a'), send('a')])
    expect(one.headers.get('x-signalbox-run')).toBe(two.headers.get('x-signalbox-run'))
    expect(await one.json()).toEqual(await two.json())
    expect((await send('not a key')).status).toBe(400)
    const other = await send('a', 'twice')
    expect([other.status, await other.json()]).toMatchObject([
      422,
      { error: { code: 'IDEMPOTENCY_KEY_REUSED' } },
    ])
  })

  it('says which server does not answer, and what the server says', async () => {
    const nobody = createClient({ baseUrl: 'http://127.0.0.1:1' })
    await expect(nobody.pipelines.list()).rejects.toMatchObject({ code: 'SERVER_UNREACHABLE' })
    await expect(server.client.pipelines.get('none')).rejects.toMatchObject({
      code: 'PIPELINE_NOT_FOUND',
      params: { pipeline: 'none' },
    })
  })

  it('streams carry the policy of the page, and nothing is cached', async () => {
    const stream = await fetch(`${server.address}/api/pipelines/echo/runs`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ inputs: { question: 'x' }, stream: true }),
    })
    expect(stream.headers.get('content-type')).toContain('text/event-stream')
    expect(stream.headers.get('content-security-policy')).toContain("script-src 'self'")
    expect(stream.headers.get('x-content-type-options')).toBe('nosniff')
    await stream.text()
    const list = await fetch(`${server.address}/api/pipelines`)
    expect(list.headers.get('cache-control')).toBe('no-store')
    await list.arrayBuffer()
  })
})
