/** Runs of a part: what is reused, what is pinned, where it ends. */
import { describe, expect, it, vi } from 'vitest'
import type { PipelineDocument } from '../core/document/document.ts'
import { draw, pick } from '../testing/sketch.ts'
import type { Change } from '../testing/text-lines.ts'
import { build, kinds, lineOf, step } from '../testing/text-lines.ts'
import { collectReuse, pinOutputs } from './reuse.ts'

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

describe('pinned outputs', () => {
  const inputs = { question: 'q' }
  const passed = vi.fn((text: string) => ({ text: `${text}1` }))
  const nodes = [step('first', passed)]
  const document = lineOf('first')
  const pipeline = build(document, nodes)
  const pinned = { a: { text: 'held' } }
  const stale = async (earlier: typeof pinned | null, now: typeof pinned | null) => {
    const { events } = await pipeline.run(inputs, earlier === null ? {} : { reuse: pinOutputs(earlier) })
    const reuse = await collectReuse(document, { document, events }, 'out', async () => '', now ?? {})
    return { ...reuse, ...pinOutputs(now ?? {}) }
  }

  it('stand in for the node, which does not run, and the trace says so', async () => {
    passed.mockClear()
    const { outputs, events, decisions } = await pipeline.run(inputs, { reuse: pinOutputs(pinned) })
    expect({ answer: outputs['answer'], calls: passed.mock.calls, decisions }).toEqual({
      answer: 'held',
      calls: [],
      decisions: [],
    })
    const finished = kinds(events, 'node-finished').filter(
      (event) => event.type === 'node-finished' && event.pinned === true,
    )
    expect(finished).toMatchObject([{ node: 'a', outputs: { text: { value: 'held' } } }])
    expect(finished[0]).not.toHaveProperty('fromCache')
  })

  it('are not taken for a value of their node once they are released or changed', async () => {
    const run = async (reuse: Awaited<ReturnType<typeof stale>>) =>
      (await pipeline.run(inputs, { reuse })).outputs
    expect(Object.keys(await stale(pinned, null))).toEqual(['in'])
    expect(await run(await stale(pinned, null))).toEqual({ answer: 'q1' })
    expect(await run(await stale(pinned, { a: { text: 'other' } }))).toEqual({ answer: 'other' })
    expect(await run(await stale(null, pinned))).toEqual({ answer: 'held' })
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

  it('runs nothing for what is held: the node alone where all that leads into it is', async () => {
    const document = draw(
      'in:input a:first b:second out:output',
      'in.question>a.text a.text>b.text b.text>out.value',
    )
    const first = vi.fn((text: string) => ({ text }))
    passed.mockClear()
    const pipeline = build(document, [step('first', first), ...second])
    const reuse = pinOutputs({ a: { text: 'held' } })
    const { status, events } = await pipeline.run({}, { reuse, until: 'b' })
    expect(status).toBe('succeeded')
    expect(first).not.toHaveBeenCalled()
    expect(passed.mock.calls.map(([text]) => text)).toEqual(['held'])
    expect(kinds(events, 'node-finished')).toMatchObject([{ node: 'a', pinned: true }, { node: 'b' }])
    expect(kinds(events, 'node-skipped')[0]).toMatchObject({ node: 'in', reason: 'not-asked' })
    // What an earlier run left is shown, for nodes before the one that runs too.
    const earlier = { document, events: (await pipeline.run(inputs)).events }
    const kept = await collectReuse(document, earlier, 'b', async () => '')
    const again = await pipeline.run(inputs, { reuse: kept, until: 'b' })
    expect(kinds(again.events, 'node-finished')).toMatchObject([{ node: 'in' }, { node: 'a' }, { node: 'b' }])
  })

  it('fails by name where the request does not come to the node', async () => {
    const document = draw(
      'in:input r:pick b:second out:output',
      'in.question>r.value r.left>b.text b.text>out.value',
    )
    const missed = await build(document, [...second, pick]).run({ question: 'right' }, { until: 'b' })
    expect(missed.error).toMatchObject({ code: 'RUN_TARGET_MISSED', node: 'b' })
    const muted = await build(forked({ muted: true }), second).run(inputs, { until: 'a' })
    expect(muted.error).toMatchObject({ code: 'NODE_MUTED', node: 'a' })
  })
})
