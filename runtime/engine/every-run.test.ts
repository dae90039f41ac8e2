/** Properties of every run: any valid graph, with any of its nodes failing, slow, streaming, undecided, muted or stuck. */
import { getEventListeners } from 'node:events'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { emptyPipeline } from '../core/document/empty-pipeline.ts'
import type { NodePolicy, PipelineDocument } from '../core/document/document.ts'
import type { TraceEvent } from '../core/trace/events.ts'
import { emptyRunView, foldTrace, reduceTrace } from '../core/trace/run-view.ts'
import type { Behaviour } from '../testing/unruly-nodes.ts'
import { behaviours, join, sink, source, work, world } from '../testing/unruly-nodes.ts'
import { compile } from './compile.ts'
import type { RunResult } from './run-result.ts'

interface Step {
  readonly does: Behaviour | 'first' | 'all'
  readonly ms: number
  /** Which earlier node feeds each input, and through which of its ports; the second input is optional. */
  readonly feeds: readonly { readonly from: number; readonly port: number }[]
  readonly policy: NodePolicy
}

const stepArbitrary: fc.Arbitrary<Step> = fc.record({
  does: fc.constantFrom(...behaviours, 'first' as const, 'all' as const),
  ms: fc.integer({ min: 1, max: 40 }),
  feeds: fc.array(fc.record({ from: fc.nat(), port: fc.nat() }), { minLength: 1, maxLength: 3 }),
  policy: fc.record({
    onError: fc.constantFrom('value' as const, 'branch' as const, 'value' as const, 'fail' as const),
    value: fc.constant({ out: 'stands in' }),
    retry: fc.constantFrom({ attempts: 3, on: ['NODE_TIMEOUT'] }, { attempts: 3, on: ['QUESTION_EMPTY'] }),
    cache: fc.constantFrom('off' as const, 'run' as const),
  }),
})

const pipelineArbitrary = fc.record({
  steps: fc.array(stepArbitrary, { minLength: 1, maxLength: 10 }),
  mutedEvery: fc.integer({ min: 4, max: 40 }),
  outputs: fc.array(fc.record({ from: fc.nat(), port: fc.nat() }), { minLength: 1, maxLength: 2 }),
  maxParallel: fc.constantFrom(undefined, 1, 2),
})
type Drawn = typeof pipelineArbitrary extends fc.Arbitrary<infer T> ? T : never

const isJoin = ({ does }: Step) => does === 'first' || does === 'all'
const canHang = ({ does }: Step) => does === 'stuck' || does === 'deaf'

function portsOfStep(step: Step | undefined): readonly string[] {
  if (step === undefined) return ['out']
  const error = step.policy.onError === 'branch' ? ['error'] : []
  return isJoin(step) ? ['out', ...error] : ['out', 'other', ...error]
}

function draw({ steps, outputs, maxParallel, mutedEvery }: Drawn): PipelineDocument {
  const position = { x: 0, y: 0 }
  const edges: PipelineDocument['edges'] = []
  const wire = (feed: { from: number; port: number }, count: number, to: string, toPort: string) => {
    const index = feed.from % (count + 1)
    const ports = portsOfStep(steps[index - 1])
    edges.push({
      id: `e${edges.length}`,
      from: { node: index === 0 ? 'in' : `n${index}`, port: ports[feed.port % ports.length] ?? 'out' },
      to: { node: to, port: toPort },
    })
  }
  const nodes: PipelineDocument['nodes'] = [{ id: 'in', type: 'input', version: 1, config: {}, position }]
  steps.forEach((step, index) => {
    const id = `n${index + 1}`
    nodes.push({
      id,
      type: isJoin(step) ? 'join' : 'work',
      version: 1,
      config: isJoin(step) ? { mode: step.does } : { does: step.does, ms: step.ms },
      policy: { ...step.policy, ...(canHang(step) ? { timeoutMs: 20 } : {}) },
      muted: index % mutedEvery === mutedEvery - 1,
      position,
    })
    step.feeds.slice(0, isJoin(step) ? 3 : 2).forEach((feed, slot) => {
      wire(feed, index, id, isJoin(step) ? 'values' : (['a', 'b'][slot] ?? 'a'))
    })
  })
  outputs.forEach((feed, index) => {
    nodes.push({ id: `o${index}`, type: 'output', version: 1, config: { name: `answer-${index}` }, position })
    wire(feed, steps.length, `o${index}`, 'value')
  })
  return {
    ...emptyPipeline('p', 'P'),
    ...(maxParallel === undefined ? {} : { settings: { maxParallel } }),
    nodes,
    edges,
  }
}

/** What DESIGN says of each node, worked out without an engine: what it gives by port, or undefined when it is skipped. */
function foretell({ steps }: Drawn, document: PipelineDocument) {
  const gives = new Map<string, ReadonlySet<string> | undefined>()
  const states = new Map<string, 'finished' | 'failed' | 'skipped'>()
  let isFailed = false
  for (const node of document.nodes) {
    const step = steps[Number(node.id.slice(1)) - 1]
    const incoming = document.edges.filter(({ to }) => to.node === node.id)
    const taken = incoming.filter(({ from }) => gives.get(from.node)?.has(from.port) === true)
    const isRequiredTaken = (name: string) => taken.some(({ to }) => to.port === name)
    const runs =
      node.muted !== true &&
      (node.type === 'input' ||
        (node.type === 'join' ? taken.length > 0 : isRequiredTaken(node.type === 'work' ? 'a' : 'value')))
    if (!runs) {
      states.set(node.id, 'skipped')
      gives.set(node.id, undefined)
      continue
    }
    const [isFailing, ports] =
      node.type === 'work' && step !== undefined ? foretellStep(step) : [false, ['out']]
    states.set(node.id, isFailing ? 'failed' : 'finished')
    const onError = node.policy?.onError
    if (isFailing && onError === 'fail') isFailed = true
    gives.set(node.id, new Set(isFailing ? [onError === 'branch' ? 'error' : 'out'] : ports))
  }
  return { states, isFailed }
}

function foretellStep({ does, policy }: Step): [isFailing: boolean, ports: string[]] {
  const isTriedAgain = policy.retry?.on.includes('NODE_TIMEOUT') === true
  if (does === 'undecided') return [false, []]
  if (does === 'other') return [false, ['other']]
  const isFailing =
    ['fail', 'fail-slowly', 'stuck', 'deaf'].includes(does) || (does === 'flaky' && !isTriedAgain)
  return [isFailing, ['out']]
}

const ends = new Set(['node-finished', 'node-failed', 'node-skipped'])

function checkTrace(document: PipelineDocument, { events, timing, status, outputs, ...result }: RunResult) {
  expect(events[0]?.type).toBe('run-started')
  expect(events.at(-1)?.type).toBe('run-finished')
  expect(events.filter(({ type }) => type === 'run-finished')).toHaveLength(1)
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_event, index) => index))
  events.forEach((event, index) => expect(event.at).toBeGreaterThanOrEqual(events[index - 1]?.at ?? 0))
  for (const { id } of document.nodes) {
    const own = events.filter((event) => 'node' in event && event.node === id)
    expect(
      own.filter(({ type }) => ends.has(type)),
      id,
    ).toHaveLength(1)
    expect(ends.has(own.at(-1)?.type ?? ''), `${id} says nothing after its end`).toBe(true)
  }
  const { node, queue, engine, load } = timing.parts
  expect(Math.abs(node + queue + engine + load - timing.wallMs)).toBeLessThan(0.1)
  for (const part of [node, queue, engine, load, timing.offPathMs]) expect(part).toBeGreaterThanOrEqual(-1e-9)
  const view = events.reduce(reduceTrace, emptyRunView)
  expect(foldTrace(events)).toEqual(view)
  const inline = Object.entries(outputs).map(([name, value]) => [name, { value }])
  expect(view).toMatchObject({
    status,
    timing,
    decisions: result.decisions,
    outputs: Object.fromEntries(inline),
  })
  expect(view.error).toEqual(result.error)
  const streamed = Object.entries(view.nodes).flatMap(([, state]) =>
    Object.entries(state.streamed).map(([name, text]) => [state, name, text] as const),
  )
  for (const [state, name, text] of streamed) {
    if (state.state === 'finished') expect(state.outputs[name]).toEqual({ value: text })
  }
}

const turns = async () => {
  for (let turn = 0; turn < 60; turn += 1) await Promise.resolve()
}

/** Runs on fake time, step by step, until it has ended or `isStopped` says so. */
async function drive(running: Promise<RunResult>, isStopped = () => false): Promise<RunResult | undefined> {
  let result: RunResult | undefined
  void running.then((ended) => (result = ended))
  for (await turns(); result === undefined && !isStopped(); await turns())
    await vi.advanceTimersToNextTimerAsync()
  return result
}

function prepare(drawn: Drawn) {
  world.open = 0
  world.calls.clear()
  const document = draw(drawn)
  const release = vi.fn()
  const admit = async () => ({
    services: {} as never,
    pins: { indexes: {}, intents: {}, banks: {} },
    release,
  })
  const pipeline = compile(document, {
    nodes: [source, sink, work, join],
    admit,
    clock: () => Date.now(),
    random: () => 0.5,
  })
  return { document, pipeline, release }
}

describe('every run', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('gives every node the one end that joins and policies call for, and its events replay to its result', async () => {
    await fc.assert(
      fc.asyncProperty(pipelineArbitrary, async (drawn) => {
        const { document, pipeline, release } = prepare(drawn)
        const result = await drive(pipeline.run({ question: 'q' }))
        if (result === undefined) throw new Error('The run did not end.')
        checkTrace(document, result)
        expect(release).toHaveBeenCalledOnce()
        expect(vi.getTimerCount()).toBe(0)
        const { states, isFailed } = foretell(drawn, document)
        if (isFailed) {
          expect(result.status).toBe('failed')
          return
        }
        const view = result.events.reduce(reduceTrace, emptyRunView)
        for (const [id, state] of states) expect(view.nodes[id]?.state, id).toBe(state)
        const isReached = document.nodes.some(
          ({ id, type }) => type === 'output' && states.get(id) === 'finished',
        )
        expect(result.status).toBe(isReached ? 'succeeded' : 'failed')
        if (!isReached) {
          expect(result.error?.code).toBeOneOf(['NO_OUTPUT', 'NOTHING_GIVEN', 'NODE_MUTED'])
          const named = document.nodes.find(({ id }) => id === result.error?.node)
          expect(named?.muted === true).toBe(result.error?.code === 'NODE_MUTED')
        }
        expect(world.open).toBe(0)
      }),
      { numRuns: 300 },
    )
  })

  it('leaves no timer, listener or promise behind when it is cancelled at any event', async () => {
    await fc.assert(
      fc.asyncProperty(pipelineArbitrary, fc.nat(60), async (drawn, at) => {
        const { document, pipeline, release } = prepare(drawn)
        const controller = new AbortController()
        const { signal } = controller
        const onEvent = ({ seq }: TraceEvent) => {
          if (seq === at) controller.abort()
        }
        const running = pipeline.run({ question: 'q' }, { signal, onEvent })
        let result = await drive(running, () => signal.aborted)
        // No time passes from here on: all that ends, ends at once.
        await turns()
        if (signal.aborted) expect(vi.getTimerCount()).toBe(0)
        result ??= await running
        checkTrace(document, result)
        if (signal.aborted && at < result.events.length - 1) {
          expect(['cancelled', 'failed', 'succeeded']).toContain(result.status)
          const isEnding = result.events
            .slice(0, at + 1)
            .some((event) => event.type === 'node-failed' && event.handled === 'run-failed')
          if (!isEnding && !cutShortBefore(result.events, at)) expect(result.status).toBe('cancelled')
        }
        expect(getEventListeners(signal, 'abort')).toHaveLength(0)
        expect(release).toHaveBeenCalledOnce()
        expect(world.open).toBe(0)
      }),
      { numRuns: 300 },
    )
  })

  it('streams the very events of its result, and stops when the reader leaves at any of them', async () => {
    await fc.assert(
      fc.asyncProperty(pipelineArbitrary, fc.nat(60), async (drawn, leaveAt) => {
        const { pipeline, release } = prepare(drawn)
        const seen: TraceEvent[] = []
        const read = async () => {
          for await (const event of pipeline.stream({ question: 'q' })) {
            seen.push(event)
            if (event.seq === leaveAt) break
          }
        }
        let isOver = false
        void read().then(() => (isOver = true))
        for (await turns(); !isOver; await turns()) await vi.advanceTimersToNextTimerAsync()
        await turns()
        expect(vi.getTimerCount()).toBe(0)
        expect(world.open).toBe(0)
        expect(release).toHaveBeenCalledOnce()
        expect(seen.map(({ seq }) => seq)).toEqual(seen.map((_event, index) => index))
        if (seen.at(-1)?.type !== 'run-finished') expect(seen.at(-1)?.seq).toBe(leaveAt)
      }),
      { numRuns: 100 },
    )
  })
})

/** Whether the run was ending already when event `at` was recorded. */
function cutShortBefore(events: readonly TraceEvent[], at: number): boolean {
  return events
    .slice(0, at + 1)
    .some((event) => event.type === 'node-skipped' && event.reason === 'run-ended')
}
