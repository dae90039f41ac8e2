/** Policies, caches, exposed settings and reuse, each where it is easily got wrong. */
import { afterEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { emptyPipeline } from '../core/document/empty-pipeline.ts'
import type { NodeRecord, PipelineDocument } from '../core/document/document.ts'
import { validatePipeline } from '../core/document/validate.ts'
import { failure } from '../core/errors/failure.ts'
import type { NodeDefinition } from '../core/node/define-node.ts'
import { defineNode } from '../core/node/define-node.ts'
import { port } from '../core/node/ports.ts'
import { createNodeRegistry } from '../core/node/registry.ts'
import type { TraceEvent } from '../core/trace/events.ts'
import { compile } from './compile.ts'
import { collectReuse } from './reuse.ts'

const common = { version: 1, title: 'T', category: 'logic', summary: '', needs: [], migrations: {} } as const

const source = defineNode({
  ...common,
  type: 'input',
  config: z.object({}),
  inputs: {},
  outputs: { question: port.text('Question'), style: port.number('Style') },
  run: (_inputs, _config, { request }) => request.inputs as { question: string },
})

const sink = defineNode({
  ...common,
  type: 'output',
  config: z.object({ name: z.string().default('answer') }),
  inputs: { value: port.any('Value') },
  outputs: {},
  outputName: ({ name }) => name,
  run: () => ({}),
})

const step = (
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

const shout = defineNode({
  ...common,
  type: 'shout',
  config: z.object({ markCount: z.int().min(0).max(9).default(1), upper: z.boolean().default(false) }),
  inputs: { text: port.text('Text') },
  outputs: { text: port.text('Text') },
  run: ({ text }, { markCount, upper }) => ({
    text: (upper ? text.toUpperCase() : text) + '!'.repeat(markCount),
  }),
})

type Change = Partial<NodeRecord>

/** `in → a → out`, the node `a` of the given type. */
function lineOf(
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

const build = (document: PipelineDocument, nodes: readonly NodeDefinition[], options = {}) =>
  compile(document, { nodes: [source, sink, shout, ...nodes], ...options })

const broken = failure('NODE_TIMEOUT', { node: 'a', timeoutMs: 1 })
const retry = { attempts: 5, on: ['NODE_TIMEOUT'] }
const kinds = (events: readonly TraceEvent[], type: TraceEvent['type']) =>
  events.filter((event) => event.type === type)

afterEach(() => {
  vi.useRealTimers()
})

describe('retry', () => {
  it('is given up when the wait would end after the deadline', async () => {
    const failing = step('failing', () => Promise.reject(broken))
    const pipeline = build(lineOf('failing', { policy: { retry } }, { deadlineMs: 150 }), [failing], {
      random: () => 0.9,
    })
    const { error, events } = await pipeline.run({ question: 'q' })
    expect(error?.code).toBe('NODE_TIMEOUT')
    expect(kinds(events, 'node-retried')).toHaveLength(0)
  })

  it('waits between 0 and a bound that doubles', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const failing = step('failing', () => Promise.reject(broken))
    const running = build(lineOf('failing', { policy: { retry } }), [failing], { random: () => 0.5 }).run({
      question: 'q',
    })
    await vi.runAllTimersAsync()
    const delays = (await running).events.flatMap((event) =>
      event.type === 'node-retried' ? [event.delayMs] : [],
    )
    expect(delays).toEqual([100, 200, 400, 800])
  })

  it('stops for a node once the client has seen its text, and not before', async () => {
    let calls = 0
    const talk = step('talk', async function* () {
      calls += 1
      if (calls === 2) yield { port: 'text', delta: 'half' }
      throw broken
    })
    const { error, events } = await build(lineOf('talk', { policy: { retry } }), [talk], {
      random: () => 0,
    }).run({
      question: 'q',
    })
    expect(calls).toBe(2)
    expect(error?.code).toBe('NODE_TIMEOUT')
    expect(kinds(events, 'node-delta')).toHaveLength(1)
  })

  it('draws on a budget that all runs of the pipeline share', async () => {
    const failing = step('failing', () => Promise.reject(broken))
    const pipeline = build(
      lineOf('failing', { policy: { retry: { attempts: 10, on: ['NODE_TIMEOUT'] } } }),
      [failing],
      {
        random: () => 0,
      },
    )
    let retries = 0
    for (let run = 0; run < 20; run += 1) {
      retries += kinds((await pipeline.run({ question: 'q' })).events, 'node-retried').length
    }
    expect(retries).toBe(100)
  })
})

describe('cache', () => {
  const counted = () => {
    const work = vi.fn((text: string) => ({ text: `${text}?` }))
    return { work, node: step('counted', work) }
  }

  it('shared: serves equal inputs of later runs and says so', async () => {
    const { work, node } = counted()
    const pipeline = build(lineOf('counted', { policy: { cache: 'shared' } }), [node])
    await pipeline.run({ question: 'x' })
    const { events } = await pipeline.run({ question: 'x' })
    expect(work).toHaveBeenCalledOnce()
    expect(events).toContainEqual(
      expect.objectContaining({ type: 'node-finished', node: 'a', fromCache: true }),
    )
  })

  it('run: keeps nothing from one run to the next', async () => {
    const { work, node } = counted()
    const pipeline = build(lineOf('counted', { policy: { cache: 'run' } }), [node])
    await pipeline.run({ question: 'x' })
    await pipeline.run({ question: 'x' })
    expect(work).toHaveBeenCalledTimes(2)
  })

  it('never keeps what a node made from the request itself', async () => {
    const document = lineOf('shout')
    const nodes = document.nodes.map((node) =>
      node.id === 'in' ? { ...node, policy: { cache: 'shared' as const } } : node,
    )
    const pipeline = build({ ...document, nodes }, [])
    await pipeline.run({ question: 'one' })
    expect((await pipeline.run({ question: 'two' })).outputs['answer']).toBe('two!')
  })

  it('does not keep failures', async () => {
    let calls = 0
    const once = step('once', (text) => {
      calls += 1
      if (calls === 1) throw broken
      return { text }
    })
    const pipeline = build(lineOf('once', { policy: { cache: 'shared' } }), [once])
    expect((await pipeline.run({ question: 'x' })).status).toBe('failed')
    expect((await pipeline.run({ question: 'x' })).status).toBe('succeeded')
  })
})

describe('exposed settings', () => {
  const exposing = (change: Change, wire = true) => {
    const document = lineOf('shout', { exposed: ['mark-count'], ...change })
    const edge = { id: '3', from: { node: 'in', port: 'style' }, to: { node: 'a', port: 'mark-count' } }
    return wire ? { ...document, edges: [...document.edges, edge] } : document
  }

  it('come from the edge where it brings a value, else from the document', async () => {
    const pipeline = build(exposing({ config: { markCount: 2 } }), [])
    expect((await pipeline.run({ question: 'hi', style: 3 })).outputs['answer']).toBe('hi!!!')
    expect((await pipeline.run({ question: 'hi' })).outputs['answer']).toBe('hi!!')
  })

  it('are checked by the schema of the setting', async () => {
    const { error } = await build(exposing({}), []).run({ question: 'hi', style: 99 })
    expect(error).toMatchObject({ code: 'CONFIG_INVALID', node: 'a', params: { field: 'markCount' } })
  })

  it('are refused, with the place, when there is no such setting or an input has the name', () => {
    const registry = createNodeRegistry([source, sink, shout])
    for (const name of ['volume', 'text']) {
      expect(validatePipeline(exposing({ exposed: [name] }, false), registry)).toContainEqual(
        expect.objectContaining({ code: 'EXPOSED_INVALID', path: '/nodes/1/exposed/0', node: 'a' }),
      )
    }
  })

  it('have the type of the setting', () => {
    const registry = createNodeRegistry([source, sink, shout])
    const document = exposing({ exposed: ['upper'] }, false)
    const edge = { id: '3', from: { node: 'in', port: 'question' }, to: { node: 'a', port: 'upper' } }
    expect(validatePipeline({ ...document, edges: [...document.edges, edge] }, registry)).toContainEqual(
      expect.objectContaining({ code: 'TYPE_MISMATCH' }),
    )
  })
})

describe('run from here', () => {
  const readValue = async () => 'large'

  it('reuses what leads there and runs the rest, with the same result each time', async () => {
    const first = vi.fn((text: string) => ({ text: `${text}1` }))
    const second = vi.fn((text: string) => ({ text: `${text}2` }))
    const nodes = [step('first', first), step('second', second)]
    const line = lineOf('first')
    const document = {
      ...line,
      nodes: [...line.nodes, { id: 'b', type: 'second', version: 1, config: {}, position: { x: 0, y: 0 } }],
      edges: [
        ...line.edges.slice(0, 1),
        { id: '4', from: { node: 'a', port: 'text' }, to: { node: 'b', port: 'text' } },
        { id: '5', from: { node: 'b', port: 'text' }, to: { node: 'out', port: 'value' } },
      ],
    }
    const pipeline = build(document, nodes)
    const earlier = { document, events: (await pipeline.run({ question: 'q' })).events }
    const reuse = await collectReuse(document, earlier, 'b', readValue)
    expect(Object.keys(reuse).sort()).toEqual(['a', 'in'])
    for (let again = 0; again < 2; again += 1) {
      expect((await pipeline.run({ question: 'q' }, { reuse })).outputs['answer']).toBe('q12')
    }
    expect([first.mock.calls.length, second.mock.calls.length]).toEqual([1, 3])
  })

  it('does not reuse a node that was changed since, nor what it leads to', async () => {
    const before = lineOf('shout')
    const { events } = await build(before, []).run({ question: 'q' })
    const after = lineOf('shout', { config: { markCount: 3 } })
    const reuse = await collectReuse(after, { document: before, events }, 'out', readValue)
    expect(Object.keys(reuse)).toEqual(['in'])
    expect((await build(after, []).run({ question: 'q' }, { reuse })).outputs['answer']).toBe('q!!!')
  })

  it('fetches large values by their hash', async () => {
    const document = lineOf('shout')
    const { events } = await build(document, []).run({ question: 'long '.repeat(9_000) })
    const reuse = await collectReuse(document, { document, events }, 'out', readValue)
    expect(reuse['a']?.outputs).toEqual({ text: 'large' })
  })
})

describe('run to here', () => {
  const inputs = { question: 'q' }
  const passed = vi.fn((text: string) => ({ text }))
  const second = [step('second', passed)]
  const forked = (change: Change = {}): PipelineDocument => {
    const line = lineOf('shout', change)
    return {
      ...line,
      nodes: [...line.nodes, { id: 'b', type: 'second', version: 1, config: {}, position: { x: 0, y: 0 } }],
      edges: [
        ...line.edges,
        { id: '3', from: { node: 'in', port: 'question' }, to: { node: 'b', port: 'text' } },
      ],
    }
  }

  it('runs the node and what leads to it, and succeeds without an output', async () => {
    const { status, events, timing, outputs } = await build(forked(), second).run(inputs, { until: 'a' })
    expect({ status, outputs, calls: passed.mock.calls }).toEqual({
      status: 'succeeded',
      outputs: {},
      calls: [],
    })
    expect(kinds(events, 'node-finished')).toMatchObject([
      { node: 'in' },
      { node: 'a', outputs: { text: { value: 'q!' } } },
    ])
    expect(kinds(events, 'node-skipped')).toMatchObject([
      { node: 'b', reason: 'not-asked' },
      { node: 'out', reason: 'not-asked' },
    ])
    expect(timing.criticalPath).toEqual(['in', 'a'])
  })

  it('together with reuse runs one node alone', async () => {
    const document = forked()
    const pipeline = build(document, second)
    const { events } = await pipeline.run(inputs)
    const reuse = await collectReuse(document, { document, events }, 'a', async () => '')
    const part = await pipeline.run(inputs, { reuse, until: 'a' })
    expect(kinds(part.events, 'node-finished')).toMatchObject([
      { node: 'in', fromCache: true },
      { node: 'a' },
    ])
    expect(kinds(part.events, 'node-finished')[1]).not.toHaveProperty('fromCache')
  })

  it('fails by name where the request does not come to the node', async () => {
    const { status, error } = await build(forked({ muted: true }), second).run(inputs, { until: 'a' })
    expect({ status, error }).toMatchObject({
      status: 'failed',
      error: { code: 'RUN_TARGET_MISSED', node: 'a' },
    })
  })
})

describe('ends', () => {
  it('a run cancelled while it waits to be admitted ends at once and gives back what comes late', async () => {
    const release = vi.fn()
    let admitted = (): void => undefined
    const admit = () =>
      new Promise((resolve) => {
        admitted = () => resolve({ services: {}, pins: { indexes: {}, intents: {}, banks: {} }, release })
      })
    const controller = new AbortController()
    const running = build(lineOf('shout'), [], { admit }).run(
      { question: 'q' },
      { signal: controller.signal },
    )
    controller.abort()
    const { status, events } = await running
    expect(status).toBe('cancelled')
    expect(events.map(({ type }) => type)).toEqual([
      'run-started',
      'node-skipped',
      'node-skipped',
      'node-skipped',
      'run-finished',
    ])
    admitted()
    await Promise.resolve()
    await Promise.resolve()
    await Promise.resolve()
    expect(release).toHaveBeenCalledOnce()
  })

  it('a node that gives no record of outputs fails by name', async () => {
    const { error } = await build(lineOf('odd'), [step('odd', () => 'text')]).run({ question: 'q' })
    expect(error).toMatchObject({ code: 'BAD_OUTPUT', node: 'a', params: { type: 'odd' } })
  })

  it('a listener that throws ends the run as failed, and nothing hangs', async () => {
    const onEvent = vi.fn(() => {
      throw new Error('listener')
    })
    const slow = step('slow', () => new Promise(() => undefined))
    const { status, error } = await build(lineOf('slow'), [slow]).run({ question: 'q' }, { onEvent })
    expect([status, error?.params['reason']]).toEqual(['failed', 'listener'])
    expect(onEvent).toHaveBeenCalledOnce()
  })

  it('a value that contains itself fails its node, not the process', async () => {
    const loop: Record<string, unknown> = { text: 'x'.repeat(20_000) }
    loop['self'] = loop
    const { status, error } = await build(lineOf('loop'), [step('loop', () => ({ text: loop }))]).run({
      question: 'q',
    })
    expect([status, error?.node]).toEqual(['failed', 'a'])
  })

  it('the path walks through a skipped branch that held the join up', async () => {
    let now = 0
    const late = step('late', async () => {
      now += 100
      return {}
    })
    const all = defineNode({
      ...common,
      type: 'all',
      config: z.object({}),
      inputs: { values: port.any('Values', { many: true }) },
      outputs: { text: port.json('Text') },
      run: ({ values }) => ({ text: values as string[] }),
    })
    const line = lineOf('late')
    const position = { x: 0, y: 0 }
    const edge = (id: string, from: string, fromPort: string, to: string, toPort: string) => ({
      id,
      from: { node: from, port: fromPort },
      to: { node: to, port: toPort },
    })
    const document = {
      ...line,
      nodes: [
        ...line.nodes,
        { id: 'b', type: 'shout', version: 1, config: {}, position },
        { id: 'j', type: 'all', version: 1, config: {}, position },
      ],
      edges: [
        edge('1', 'in', 'question', 'a', 'text'),
        edge('2', 'a', 'text', 'b', 'text'),
        edge('3', 'b', 'text', 'j', 'values'),
        edge('4', 'in', 'question', 'j', 'values'),
        edge('5', 'j', 'text', 'out', 'value'),
      ],
    }
    const { timing } = await build(document, [late, all], { clock: () => now }).run({ question: 'q' })
    expect(timing.criticalPath).toEqual(['in', 'a', 'j', 'out'])
    expect(timing.parts).toEqual({ node: 100, queue: 0, engine: 0, load: 0 })
  })
})
