import { describe, expect, it, vi } from 'vitest'
import { failure } from '../core/errors/failure.ts'
import type { NodeDefinition } from '../core/node/define-node.ts'
import type { TraceEvent } from '../core/trace/events.ts'
import { emptyRunView, foldTrace, reduceTrace } from '../core/trace/run-view.ts'
import type { Step } from '../testing/sketch.ts'
import { draw, join, pick, sink, source, step, talk, withPolicy } from '../testing/sketch.ts'
import { compile } from './compile.ts'

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
const base = [source, sink, pick, join, talk]
const line = draw('in:input a out:output', 'in.question>a.text a.text>out.value')
const of = (...nodes: NodeDefinition[]) => ({ nodes: [...base, ...nodes] })

describe('engine', () => {
  it('runs a line and gives what the output node received', async () => {
    const pipeline = compile(line, of(step('a', (text) => text.toUpperCase())))
    const result = await pipeline.run({ question: 'hi' })
    expect(result).toMatchObject({ status: 'succeeded', outputs: { answer: 'HI' } })
  })

  it('replaying the events gives the result, and the times add up', async () => {
    const { events, timing, outputs } = await compile(
      line,
      of(
        step('a', async (text) => {
          await sleep(5)
          return text
        }),
      ),
    ).run({ question: 'x' })
    const view = events.reduce(reduceTrace, emptyRunView)
    expect(view.outputs).toEqual({ answer: { value: outputs['answer'] } })
    expect(view.timing).toEqual(timing)
    const { node, queue, engine, load } = timing.parts
    expect(Math.abs(node + queue + engine + load - timing.wallMs)).toBeLessThan(0.1)
    expect(timing.criticalPath).toEqual(['in', 'a', 'out'])
    expect(node).toBeGreaterThanOrEqual(4)
  })

  it('runs independent branches at the same time', async () => {
    let running = 0
    let most = 0
    const slow: Step = async (text) => {
      most = Math.max(most, ++running)
      await sleep(10)
      running -= 1
      return text
    }
    const document = draw(
      'in:input a b j:join out:output',
      'in.question>a.text in.question>b.text a.text>j.values b.text>j.values j.text>out.value',
    )
    const result = await compile(document, of(step('a', slow), step('b', slow))).run({ question: 'q' })
    expect(result.outputs['answer']).toBe('q+q')
    expect(most).toBe(2)
    const limited = { ...document, settings: { maxParallel: 1 } }
    most = 0
    expect(
      (await compile(limited, of(step('a', slow), step('b', slow))).run({ question: 'q' })).outputs['answer'],
    ).toBe('q+q')
    expect(most).toBe(1)
  })

  it('skips the branch not taken, and joins what arrives', async () => {
    const document = draw(
      'in:input r:pick a b j:join out:output',
      'in.question>r.value r.left>a.text r.right>b.text a.text>j.values b.text>j.values j.text>out.value',
    )
    const nodes = of(
      step('a', (text) => `a:${text}`),
      step('b', (text) => `b:${text}`),
    )
    const result = await compile(document, nodes).run({ question: 'go left' })
    expect(result.outputs['answer']).toBe('a:go left')
    const skipped = result.events.filter(({ type }) => type === 'node-skipped')
    expect(skipped).toMatchObject([{ node: 'b', reason: 'input-not-taken', input: 'text' }])
  })

  it('starts an eager join on the first value', async () => {
    const document = draw(
      'in:input a b j:join out:output',
      'in.question>a.text in.question>b.text a.text>j.values b.text>j.values j.text>out.value',
    )
    const first = {
      ...document,
      nodes: document.nodes.map((node) => (node.id === 'j' ? { ...node, config: { mode: 'first' } } : node)),
    }
    const quick = step('a', (text) => text)
    const slow = step('b', async (text) => {
      await sleep(20)
      return `late ${text}`
    })
    expect((await compile(first, of(quick, slow)).run({ question: 'q' })).outputs['answer']).toBe('q')
  })

  it('names the router when no output is reached', async () => {
    const document = draw('in:input r:pick out:output', 'in.question>r.value r.left>out.value')
    const result = await compile(document, of()).run({ question: 'right' })
    expect(result.error).toMatchObject({ code: 'NO_OUTPUT', params: { router: 'r' } })
  })

  describe('says what kept the request from every output', () => {
    const fork =
      'in.question>r.value r.left>a.text r.right>b.text a.text>j.values b.text>j.values j.text>out.value'
    const chain = 'in.question>a.text a.text>b.text b.text>out.value'
    const steps = of(
      step('a', (text) => text),
      step('b', (text) => text),
    )
    const run = async (wires: string, muted: readonly string[], question: string) => {
      const document = draw(
        wires === fork ? 'in:input r:pick a b j:join out:output' : 'in:input a b out:output',
        wires,
      )
      const nodes = document.nodes.map((node) => ({ ...node, muted: muted.includes(node.id) }))
      return (await compile({ ...document, nodes }, steps).run({ question })).error
    }

    it.each([
      ['the last', chain, ['b'], 'b'],
      ['of several the one that it came to', chain, ['a', 'b'], 'a'],
      ['where the request enters', chain, ['in'], 'in'],
      ['an output', chain, ['out'], 'out'],
      ['in the branch that was taken', fork, ['a', 'b'], 'a'],
    ])('a muted node: %s', async (_name, wires, muted, node) => {
      const params = { node }
      expect(await run(wires, muted, 'left')).toMatchObject({ code: 'NODE_MUTED', params, node })
    })

    it('the router, not a muted node in a branch that was not taken', async () => {
      const document = draw(
        'in:input r:pick a out:output',
        'in.question>r.value r.left>a.text a.text>out.value',
      )
      const nodes = document.nodes.map((node) => ({ ...node, muted: node.id === 'a' }))
      const { error } = await compile({ ...document, nodes }, steps).run({ question: 'right' })
      expect(error).toMatchObject({ code: 'NO_OUTPUT', params: { router: 'r' }, node: 'r' })
    })

    it('a node that gave nothing, and is no router', async () => {
      const document = draw('in:input a out:output', 'in.question>a.text a.text>out.value')
      const { error } = await compile(document, of(step('a', () => undefined))).run({ question: 'q' })
      expect(error).toMatchObject({ code: 'NOTHING_GIVEN', params: { node: 'a', port: 'text' }, node: 'a' })
    })
  })

  it('streams deltas of ports that are wired to an output, and only those', async () => {
    const document = draw(
      'in:input t:talk u:talk out:output',
      'in.question>t.text t.text>u.text u.text>out.value',
    )
    const events: TraceEvent[] = []
    for await (const event of compile(document, of()).stream({ question: 'abc' })) events.push(event)
    const deltas = events.flatMap((event) =>
      event.type === 'node-delta' ? [`${event.node}:${event.delta}`] : [],
    )
    expect(deltas).toEqual(['u:a', 'u:b', 'u:c'])
    expect(events.at(-1)).toMatchObject({ type: 'run-finished', outputs: { answer: { value: 'abc' } } })
  })

  it('refuses bad documents with the place', () => {
    const cycle = draw('in:input a b out:output', 'in.question>out.value a.text>b.text b.text>a.text')
    const nodes = of(
      step('a', (text) => text),
      step('b', (text) => text),
    )
    expect(() => compile(cycle, nodes)).toThrow(expect.objectContaining({ code: 'CYCLE' }))
    expect(() => compile(draw('in:input x out:output', 'in.question>out.value'), nodes)).toThrow(
      expect.objectContaining({ code: 'UNKNOWN_NODE_TYPE', path: '/nodes/1/type' }),
    )
  })

  describe('policy', () => {
    const flaky = (failures: number) => {
      let calls = 0
      return step('a', (text) => {
        calls += 1
        if (calls <= failures) throw failure('NODE_TIMEOUT', { node: 'a', timeoutMs: 1 })
        return text
      })
    }

    it('tries again on the named codes only', async () => {
      const retry = { attempts: 3, on: ['NODE_TIMEOUT'] }
      const options = { ...of(flaky(2)), random: () => 0 }
      const result = await compile(withPolicy(line, 'a', { retry }), options).run({ question: 'q' })
      expect(result.status).toBe('succeeded')
      expect(result.events.filter(({ type }) => type === 'node-retried')).toHaveLength(2)
      // What it recovered from is no longer its error.
      const { nodes } = foldTrace([...result.events, ...result.events])
      expect(nodes['a']).toMatchObject({ state: 'finished', attempt: 3 })
      expect(nodes['a']).not.toHaveProperty('error')
      const other = { attempts: 3, on: ['QUESTION_EMPTY'] }
      const failed = await compile(withPolicy(line, 'a', { retry: other }), of(flaky(1))).run({
        question: 'q',
      })
      expect(failed.error?.code).toBe('NODE_TIMEOUT')
    })

    it('times a node out that does not listen to its signal', async () => {
      const stuck = step('a', () => new Promise<string>(() => undefined))
      const result = await compile(withPolicy(line, 'a', { timeoutMs: 5 }), of(stuck)).run({ question: 'q' })
      expect(result.error).toMatchObject({ code: 'NODE_TIMEOUT', node: 'a' })
    })

    it('lets a value stand in, or takes the error branch', async () => {
      const broken = of(flaky(9))
      const value = withPolicy(line, 'a', { onError: 'value', value: { text: 'sorry' } })
      expect((await compile(value, broken).run({ question: 'q' })).outputs['answer']).toBe('sorry')
      const branch = withPolicy(draw('in:input a out:output', 'in.question>a.text a.error>out.value'), 'a', {
        onError: 'branch',
      })
      expect((await compile(branch, broken).run({ question: 'q' })).outputs['answer']).toMatchObject({
        code: 'NODE_TIMEOUT',
        node: 'a',
      })
    })

    it('uses the shared cache for equal inputs', async () => {
      const work = vi.fn((text: string) => text)
      const pipeline = compile(withPolicy(line, 'a', { cache: 'shared' }), of(step('a', work)))
      for (const question of ['x', 'x', 'y'])
        expect((await pipeline.run({ question })).outputs['answer']).toBe(question)
      expect(work).toHaveBeenCalledTimes(2)
    })
  })

  describe('ends', () => {
    it('stops the other branches when one fails, and gives every node one end', async () => {
      let isAborted = false
      const waits = step('b', (_text, signal) => {
        return new Promise<string>((resolve) =>
          signal.addEventListener('abort', () => resolve(String((isAborted = true)))),
        )
      })
      const fails = step('a', () => {
        throw new Error('broken')
      })
      const document = draw(
        'in:input a b c j:join out:output',
        'in.question>a.text in.question>b.text a.text>j.values b.text>c.text c.text>j.values j.text>out.value',
      )
      const nodes = of(
        fails,
        waits,
        step('c', (text) => text),
      )
      const { status, events, error } = await compile(document, nodes).run({ question: 'q' })
      expect(status).toBe('failed')
      expect(error).toMatchObject({ code: 'UNEXPECTED', node: 'a' })
      expect(isAborted).toBe(true)
      const ends = events.filter(({ type }) =>
        ['node-finished', 'node-failed', 'node-skipped'].includes(type),
      )
      expect(ends).toHaveLength(document.nodes.length)
      expect(events.at(-1)?.type).toBe('run-finished')
    })

    it('cancels at once and passes the deadline on', async () => {
      const stuck = of(step('a', () => new Promise<string>(() => undefined)))
      const controller = new AbortController()
      const running = compile(line, stuck).run({ question: 'q' }, { signal: controller.signal })
      await sleep(1)
      controller.abort()
      expect(await running).toMatchObject({ status: 'cancelled', error: { code: 'RUN_CANCELLED' } })
      const late = await compile(line, stuck).run({ question: 'q' }, { deadlineMs: 5 })
      expect(late.error).toMatchObject({ code: 'DEADLINE_EXCEEDED', params: { deadlineMs: 5 } })
    })

    it('cancels when the reader of a stream leaves', async () => {
      let seen: AbortSignal | undefined
      const waits = step('a', (_text, signal) => {
        seen = signal
        return new Promise<string>(() => undefined)
      })
      for await (const event of compile(line, of(waits)).stream({ question: 'q' })) {
        if (event.type === 'node-started' && event.node === 'a') break
      }
      expect(seen?.aborted).toBe(true)
    })

    it('gives back what admission lent, however the run ends', async () => {
      for (const run of [
        () => 'fine',
        () => {
          throw new Error('bad')
        },
      ]) {
        const release = vi.fn()
        const admit = async () => ({
          services: {} as never,
          pins: { indexes: {}, intents: {}, banks: {} },
          release,
        })
        await compile(line, { ...of(step('a', run)), admit }).run({ question: 'q' })
        expect(release).toHaveBeenCalledOnce()
      }
    })

    it('does not overflow the stack on a long chain', async () => {
      const count = 3_000
      const names = Array.from({ length: count }, (_, index) => `n${index}`)
      const document = draw(
        `in:input ${names.map((name) => `${name}:pass`).join(' ')} out:output`,
        `in.question>n0.text ${names
          .slice(1)
          .map((name, index) => `n${index}.text>${name}.text`)
          .join(' ')} n${count - 1}.text>out.value`,
      )
      const pass = {
        ...step('pass', (text) => text),
        run: ({ text }: Readonly<Record<string, unknown>>) => ({ text }),
      }
      expect((await compile(document, of(pass)).run({ question: 'deep' })).outputs['answer']).toBe('deep')
    })

    it('stores large values once and refers to them', async () => {
      const onLargeValue = vi.fn()
      const question = 'long '.repeat(10_000)
      const { events, outputs } = await compile(line, of(step('a', (text) => text))).run(
        { question },
        { onLargeValue },
      )
      expect(outputs['answer']).toBe(question)
      const finished = events.find(({ type }) => type === 'run-finished')
      expect(finished).toMatchObject({ outputs: { answer: { bytes: question.length + 2 } } })
      expect(new Set(onLargeValue.mock.calls.map(([hash]) => String(hash))).size).toBe(1)
    })
  })
})
