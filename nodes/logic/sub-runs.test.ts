/** What the trace of a run tells of the pipelines inside its nodes, and runs of a part that begins or ends in there. */
import { describe, expect, it, vi } from 'vitest'
import type { PipelineDocument } from '../../runtime/core/document/document.ts'
import { failure } from '../../runtime/core/errors/failure.ts'
import { readResources } from '../../runtime/core/services/read-resources.ts'
import type { TraceEvent } from '../../runtime/core/trace/events.ts'
import { foldTrace, emptyRunView, reduceTrace } from '../../runtime/core/trace/run-view.ts'
import { compile } from '../../runtime/engine/compile.ts'
import { collectReuse, pinOutputs } from '../../runtime/engine/reuse.ts'
import type { RunOptions } from '../../runtime/engine/run-result.ts'
import { node, pipelineOf, wire } from '../../runtime/testing/pipelines.ts'
import { builtinNodes } from '../index.ts'

const item = { fields: [{ name: 'item', type: 'json' }] }

/** `item → before → work → answer`; `work` calls the resource of that name. */
const inner = (template = '<{{ item }}>') =>
  pipelineOf(
    [
      node('in', 'input', item),
      node('before', 'template', { template }),
      node('work', 'runnable', { resource: 'work' }),
      node('out', 'output'),
    ],
    [wire('in.item', 'before.item'), wire('before.text', 'work.input'), wire('work.output', 'out.value')],
    'inner',
  )

const nested = (child: PipelineDocument, id = 'p', policy?: object) => {
  const outer = node('s', 'sub-pipeline', { pipeline: { inline: child } })
  return pipelineOf(
    [node('in', 'input', item), policy === undefined ? outer : { ...outer, policy }, node('out', 'output')],
    [wire('in.item', 's.item'), wire('s.answer', 'out.value')],
    id,
  )
}

const mapped = (child: PipelineDocument, config = {}) =>
  pipelineOf(
    [
      node('in', 'input', item),
      node('m', 'map', { pipeline: { inline: child }, ...config }),
      node('out', 'output'),
    ],
    [wire('in.item', 'm.items'), wire('m.results', 'out.value')],
  )

type Work = (input: unknown, signal: AbortSignal) => Promise<unknown>

function runWith(document: PipelineDocument, input: unknown, options: RunOptions = {}, work?: Work) {
  const invoke = work ?? (async (given: unknown) => `${String(given)}!`)
  const services = { resources: readResources({ work: { kind: 'runnable', invoke } }) }
  return compile(document, { nodes: builtinNodes, services }).run({ item: input }, options)
}

const readValue = async () => null
const lines = (events: readonly TraceEvent[]) =>
  events.flatMap((event) => ('node' in event ? [`${event.type} ${event.node}`] : []))

describe('the trace of a pipeline inside a node', () => {
  it('tells what its nodes did, at the times of the whole run, two levels deep', async () => {
    const { events, error, timing } = await runWith(nested(nested(inner(), 'middle')), 'x')
    expect(error).toBeUndefined()
    expect(lines(events)).toEqual(
      expect.arrayContaining([
        'sub-run-started s',
        'sub-run-started s/s',
        'node-queued s/s/work',
        'node-started s/s/work',
        'node-finished s/s/work',
        'sub-run-finished s/s',
        'sub-run-finished s',
      ]),
    )
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_event, index) => index))
    const times = events.map(({ at }) => at)
    expect(times).toEqual([...times].sort((a, b) => a - b))
    const view = foldTrace(events)
    expect(view.nodes['s/s/work']).toMatchObject({
      state: 'finished',
      inputs: { input: { value: '<x>' } },
      outputs: { output: { value: '<x>!' } },
    })
    expect(events.reduce(reduceTrace, emptyRunView)).toEqual(view)
    // What is inside a node is a part of its time, and in no sum of the whole.
    expect(timing.nodes.map((one) => one.node)).toEqual(['in', 's', 'out'])
    const [outer, subRun] = [view.nodes['s'], view.subRuns['s']]
    const parts = Object.values(subRun?.timing?.parts ?? {}).reduce((sum, ms) => sum + ms, 0)
    expect(parts).toBeCloseTo(subRun?.timing?.wallMs ?? NaN, 6)
    expect(subRun?.timing?.wallMs).toBeLessThanOrEqual(outer?.durationMs ?? 0)
    expect(subRun?.startedAt).toBeGreaterThanOrEqual(outer?.startedAt ?? Infinity)
  })

  it('keeps the items of a list apart, and says which one failed', async () => {
    const work: Work = async (given) => {
      if (given === '<b>') throw failure('QUESTION_EMPTY', {})
      return given
    }
    const config = { onItemError: 'leave-out', atOnce: 1 }
    const view = foldTrace((await runWith(mapped(inner(), config), ['a', 'b', 'c'], {}, work)).events)
    expect(Object.keys(view.subRuns)).toEqual(['m#0', 'm#1', 'm#2'])
    expect(view.subRuns['m#1']).toMatchObject({
      status: 'failed',
      error: { code: 'QUESTION_EMPTY', node: 'work' },
    })
    expect(view.nodes['m#1/work']?.state).toBe('failed')
    expect(view.nodes['m#2/work']).toMatchObject({ state: 'finished', outputs: { output: { value: '<c>' } } })
  })

  it('stays small however long the list is, and every value inside is there', async () => {
    const list = Array.from({ length: 3_000 }, (_, index) => index)
    const { events, outputs } = await runWith(mapped(inner(), { maxItems: 3_000 }), list)
    expect(outputs['answer']).toHaveLength(3_000)
    expect(events.length).toBeLessThan(2_100)
    const view = foldTrace(events)
    // Nothing is told by halves.
    for (const { status } of Object.values(view.subRuns)) expect(status).toBe('succeeded')
    for (const { state } of Object.values(view.nodes)) expect(state).toBe('finished')
  })

  it('leaves nothing running when the run is cancelled, and starts afresh when the node is tried again', async () => {
    const controller = new AbortController()
    const hanging: Work = () => new Promise(() => setImmediate(() => controller.abort()))
    const ended = foldTrace(
      (await runWith(nested(inner()), 'x', { signal: controller.signal }, hanging)).events,
    )
    expect(ended.subRuns['s']?.status).toBe('cancelled')
    expect(ended.nodes['s/work']).toMatchObject({ state: 'failed', error: { code: 'RUN_CANCELLED' } })
    expect(ended.nodes['s/out']?.state).toBe('skipped')

    const work = vi.fn<Work>(async (given) => given)
    work.mockRejectedValueOnce(failure('QUESTION_EMPTY', {}))
    const again = nested(inner(), 'p', { retry: { attempts: 2, on: ['QUESTION_EMPTY'] } })
    const retried = foldTrace((await runWith(again, 'x', {}, work)).events)
    expect(retried.status).toBe('succeeded')
    expect(retried.nodes['s/work']).toMatchObject({ state: 'finished', attempt: 1 })
  })

  it('names the place of a failure through all levels', async () => {
    const work: Work = async () => {
      throw failure('QUESTION_EMPTY', {})
    }
    const { error } = await runWith(nested(nested(inner(), 'middle')), 'x', {}, work)
    expect(error).toMatchObject({ node: 's', path: '/pipeline/s/work' })
  })
})

describe('how far a node is', () => {
  it('is told now and then while it takes long, and not at all when it is quick', async () => {
    const slow: Work = (given) => new Promise((resolve) => setTimeout(() => resolve(given), 30))
    const long = await runWith(mapped(inner(), { atOnce: 1 }), 'abcdefghij'.split(''), {}, slow)
    const told = long.events.filter((event) => event.type === 'node-progress')
    expect(told.length).toBeGreaterThan(0)
    expect(told.length).toBeLessThan(6)
    expect(told.at(-1)).toMatchObject({ node: 'm', done: expect.any(Number), total: 10 })
    const at = long.events.findIndex((event) => event.type === 'node-progress')
    expect(foldTrace(long.events.slice(0, at + 1)).nodes['m']?.progress).toMatchObject({ total: 10 })
    expect(foldTrace(long.events).nodes['m']).not.toHaveProperty('progress')
    const quick = await runWith(mapped(inner()), ['a', 'b'])
    expect(quick.events.filter((event) => event.type === 'node-progress')).toEqual([])
  })
})

describe('a sub-pipeline that takes long', () => {
  it('tells how many of its nodes have ended, without those of pipelines inside them', async () => {
    const slow: Work = (given) => new Promise((resolve) => setTimeout(() => resolve(given), 250))
    const { events } = await runWith(nested(nested(inner(), 'middle')), 'x', {}, slow)
    const told = events.filter((event) => event.type === 'node-progress')
    const last = (node: string) => told.findLast((event) => event.node === node)
    expect(last('s')).toMatchObject({ done: 1, total: 3, activity: 'nodes' })
    expect(last('s/s')).toMatchObject({ done: 2, total: 4, activity: 'nodes' })
  })
})

describe('a run of a part inside a node', () => {
  it('ends at a node in there', async () => {
    const work = vi.fn<Work>(async (given) => given)
    const { status, events } = await runWith(nested(inner()), 'x', { until: 's/before' }, work)
    expect(status).toBe('succeeded')
    expect(work).not.toHaveBeenCalled()
    const { nodes } = foldTrace(events)
    expect(nodes['s/before']?.outputs).toEqual({ text: { value: '<x>' } })
    expect(nodes['s/work']?.skippedBecause).toBe('not-asked')
    expect(nodes['out']?.state).toBe('skipped')
  })

  it('goes on from a node in there with what led to it, item by item', async () => {
    const document = mapped(inner())
    const work = vi.fn<Work>(async (given) => given)
    const { events } = await runWith(document, ['a', 'b'], {}, work)
    const reuse = await collectReuse(document, { document, events }, 'm/work', readValue)
    expect(Object.keys(reuse).sort()).toEqual(['in', 'm#0/before', 'm#0/in', 'm#1/before', 'm#1/in'])
    const again = await runWith(document, ['a', 'b'], { reuse }, work)
    expect(again.outputs['answer']).toEqual(['<a>', '<b>'])
    expect(work).toHaveBeenCalledTimes(4)
    expect(foldTrace(again.events).nodes['m#1/before']?.isReused).toBe(true)
    // Changed in there since: only that runs anew.
    const changed = mapped(inner('[{{ item }}]'))
    const after = await collectReuse(changed, { document, events }, 'm/work', readValue)
    expect(Object.keys(after).sort()).toEqual(['in', 'm#0/in', 'm#1/in'])
    // Other inputs: nothing in there holds any more.
    const other = {
      ...changed,
      nodes: changed.nodes.map((one) => (one.id === 'in' ? { ...one, muted: true } : one)),
    }
    expect(await collectReuse(other, { document, events }, 'm/work', readValue)).toEqual({})
  })

  it('does not go on from a node that a run to its inside has left undone', async () => {
    const document = nested(inner())
    const { events } = await runWith(document, 'x', { until: 's/before' })
    const reuse = await collectReuse(document, { document, events }, 'out', readValue)
    expect(Object.keys(reuse)).toEqual(['in'])
    const { outputs } = await runWith(document, 'x', { reuse })
    expect(outputs['answer']).toBe('<x>!')
  })

  it('holds the outputs of nodes in there for every item', async () => {
    const document = mapped(inner())
    const reuse = pinOutputs({ 'm/before': { text: 'held' } })
    const { outputs, events } = await runWith(document, ['a', 'b'], { reuse })
    expect(outputs['answer']).toEqual(['held!', 'held!'])
    expect(foldTrace(events).nodes['m#1/before']?.isPinned).toBe(true)
    // Released: the node that holds it runs anew, whatever it is gone on from.
    expect(Object.keys(await collectReuse(document, { document, events }, 'out', readValue))).toEqual(['in'])
  })
})
