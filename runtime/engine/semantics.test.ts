/** Policies, caches, exposed settings and ends, each where it is easily got wrong. */
import { afterEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { validatePipeline } from '../core/document/validate.ts'
import { failure } from '../core/errors/failure.ts'
import { defineNode } from '../core/node/define-node.ts'
import { port } from '../core/node/ports.ts'
import { createNodeRegistry } from '../core/node/registry.ts'
import type { Change } from '../testing/text-lines.ts'
import { build, common, kinds, lineOf, shout, sink, source, step } from '../testing/text-lines.ts'

const broken = failure('NODE_TIMEOUT', { node: 'a', timeoutMs: 1 })
const retry = { attempts: 5, on: ['NODE_TIMEOUT'] }

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
