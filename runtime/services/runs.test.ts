import { beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { defineNode } from '../core/node/define-node.ts'
import { port } from '../core/node/ports.ts'
import type { RuntimeServices } from '../core/services/runtime-services.ts'
import type { Stores } from '../core/stores/stores.ts'
import { emptyRunView, foldTrace, reduceTrace } from '../core/trace/run-view.ts'
import { createIdempotencyKeys, hashRequest } from './idempotency-keys.ts'
import { openMemoryStores } from '../storage/memory/open-stores.ts'
import { composeTestServices } from '../testing/compose-test-services.ts'
import type { Gate } from '../testing/gate.ts'
import { createGate } from '../testing/gate.ts'
import { echoPipeline, node, pipelineOf, wire } from '../testing/pipelines.ts'

let calls = 0
let gate: Gate | undefined

const slow = defineNode({
  type: 'slow',
  version: 1,
  title: 'Slow',
  category: 'logic',
  summary: 'Streams its text once the test lets it.',
  config: z.object({ times: z.int().default(1) }),
  inputs: { text: port.text('Text') },
  outputs: { text: port.text('Text') },
  needs: [],
  migrations: {},
  async *run({ text }, { times }) {
    calls += 1
    yield { port: 'text', delta: text }
    await gate?.passed
    for (let i = 1; i < times; i += 1) yield { port: 'text', delta: text }
    return { text: text.repeat(times) }
  },
})
const slowPipeline = (times = 1) =>
  pipelineOf(
    [node('ask', 'input'), node('slow', 'slow', { times }), node('answer', 'output')],
    [wire('ask.question', 'slow.text'), wire('slow.text', 'answer.value')],
    'slow',
  )

let stores: Stores
let services: RuntimeServices
beforeEach(async () => {
  calls = 0
  gate = undefined
  stores = openMemoryStores()
  services = composeTestServices({ stores, nodes: [slow] }).services
  await services.pipelines.create(echoPipeline)
  await services.pipelines.create(slowPipeline())
})

const eventsOf = async (runId: string, fromSeq = 0) => {
  const events = []
  for await (const event of services.runs.events(runId, { fromSeq })) events.push(event)
  return events
}
const viewOf = async (runId: string) => foldTrace(await eventsOf(runId))

describe('runs', () => {
  it('pin a revision of the draft, and keep summary and trace', async () => {
    const { runId, finished } = await services.runs.start('echo', { inputs: { question: 'why?' }, user: 'u' })
    const summary = await finished
    expect(summary).toMatchObject({ status: 'succeeded', question: 'why?', answer: 'You asked: why?' })
    expect(await services.runs.get(runId)).toEqual(summary)
    expect((await services.pipelines.revisions('echo')).items.map(({ hash }) => hash)).toEqual([
      summary.revision,
    ])
    const events = await eventsOf(runId)
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index))
    expect(events.reduce(reduceTrace, emptyRunView).outputs).toEqual({ answer: { value: 'You asked: why?' } })
  })

  it('of a renamed draft carry its name, also where the content was pinned before', async () => {
    const nameOf = async () => {
      const { runId, finished } = await services.runs.start('echo', { inputs: { question: 'x' } })
      await finished
      const { pipelineName, revision } = await services.runs.get(runId)
      return { pipelineName, revision }
    }
    const before = await nameOf()
    expect(before.pipelineName).toBe(echoPipeline.name)
    await services.pipelines.save('echo', { ...echoPipeline, name: 'Parrot' }, 1)
    expect(await nameOf()).toEqual({ pipelineName: 'Parrot', revision: before.revision })
  })

  it('of an older revision run what that was', async () => {
    const old = await services.pipelines.saveRevision('echo')
    const [ask, , answer] = echoPipeline.nodes
    if (ask === undefined || answer === undefined) throw new Error('the pipeline has three nodes')
    const fill = node('fill', 'template', { template: 'New: {{ q }}' })
    await services.pipelines.save('echo', { ...echoPipeline, nodes: [ask, fill, answer] }, 1)
    const inputs = { question: 'x' }
    const run = async (revision?: string) =>
      (
        await (
          await services.runs.start('echo', { inputs, ...(revision === undefined ? {} : { revision }) })
        ).finished
      ).answer
    expect(await run(old.hash)).toBe('You asked: x')
    expect(await run()).toBe('New: x')
    await expect(services.runs.start('echo', { inputs, revision: 'f'.repeat(64) })).rejects.toMatchObject({
      code: 'REVISION_NOT_FOUND',
    })
  })

  it('go on from an earlier run: what leads to the node is reused and says so', async () => {
    const inputs = { question: 'x' }
    const first = await services.runs.start('slow', { inputs })
    await first.finished
    const again = await services.runs.start('slow', { inputs, reuse: { runId: first.runId, from: 'answer' } })
    expect(await again.finished).toMatchObject({ status: 'succeeded', answer: 'x' })
    expect(calls).toBe(1)
    const { nodes } = await viewOf(again.runId)
    expect(['ask', 'slow', 'answer'].filter((id) => nodes[id]?.isReused === true)).toEqual(['ask', 'slow'])
    const alone = await services.runs.start('slow', {
      inputs,
      reuse: { runId: first.runId, from: 'slow' },
      until: 'slow',
    })
    expect(await alone.finished).toMatchObject({ status: 'succeeded', answer: '' })
    expect(calls).toBe(2)
    expect((await viewOf(alone.runId)).nodes).toMatchObject({
      ask: { isReused: true },
      slow: { state: 'finished', outputs: { text: { value: 'x' } } },
      answer: { state: 'skipped', skippedBecause: 'not-asked' },
    })
  })

  it('with pinned outputs do not run the node, say so, and measure nothing', async () => {
    const pinnedOutputs = { slow: { text: 'held' } }
    const run = await services.runs.start('slow', { inputs: { question: 'x' }, pinnedOutputs })
    expect(await run.finished).toMatchObject({ status: 'succeeded', answer: 'held', pinned: ['slow'] })
    expect(calls).toBe(0)
    expect((await viewOf(run.runId)).nodes).toMatchObject({ slow: { isPinned: true, state: 'finished' } })
    const again = { inputs: { question: 'x' }, reuse: { runId: run.runId, from: 'answer' } }
    expect((await (await services.runs.start('slow', again)).finished).answer).toBe('x')
    const { nodes } = await services.runs.heatMap('slow')
    expect(nodes.find(({ node: id }) => id === 'slow')?.hits).toBe(1)
  })

  it.each([
    [{ gone: { text: 'x' } }, '/pinnedOutputs/gone'],
    [{ slow: { gone: 'x' } }, '/pinnedOutputs/slow/gone'],
    [{ slow: { text: 7 } }, '/pinnedOutputs/slow/text'],
  ])('refuse pinned outputs that do not fit: %j', async (pinnedOutputs, field) => {
    const started = services.runs.start('slow', { inputs: { question: 'x' }, pinnedOutputs })
    await expect(started).rejects.toMatchObject({ code: 'BODY_INVALID', params: { field } })
  })

  it('of a revision are never pinned', async () => {
    const { hash } = await services.pipelines.saveRevision('slow')
    const request = { inputs: { question: 'x' }, pinnedOutputs: { slow: { text: 'held' } }, revision: hash }
    await expect(services.runs.start('slow', request)).rejects.toMatchObject({ code: 'BODY_INVALID' })
  })

  it('of a part refuse what does not fit, and leave no run behind', async () => {
    const inputs = { question: 'x' }
    const { runId, finished } = await services.runs.start('slow', { inputs })
    await finished
    const refused = async (pipeline: string, request: Parameters<typeof services.runs.start>[1]) =>
      services.runs.start(pipeline, request).then(
        () => 'started',
        (error: { code: string }) => error.code,
      )
    const reuse = { runId, from: 'answer' }
    expect(await refused('slow', { inputs, until: 'nowhere' })).toBe('RUN_NODE_UNKNOWN')
    expect(await refused('slow', { inputs, reuse: { runId, from: 'nowhere' } })).toBe('RUN_NODE_UNKNOWN')
    expect(await refused('slow', { inputs, reuse: { runId: 'none', from: 'answer' } })).toBe('RUN_NOT_FOUND')
    expect(await refused('echo', { inputs, reuse })).toBe('RUN_OF_OTHER_PIPELINE')
    expect(await refused('slow', { inputs: { question: 'y' }, reuse })).toBe('RUN_INPUTS_DIFFER')
    expect((await services.runs.list({})).items).toHaveLength(1)
  })

  it('with the same key are one run, at the same time and afterwards', async () => {
    const request = { inputs: { question: 'x' }, idempotencyKey: 'k' }
    const started = await Promise.all([1, 2, 3].map(() => services.runs.start('slow', request)))
    expect(new Set(started.map(({ runId }) => runId)).size).toBe(1)
    expect(started.map(({ isRepeat }) => isRepeat)).toEqual([false, true, true])
    const summaries = await Promise.all(started.map(({ finished }) => finished))
    const later = await services.runs.start('slow', request)
    expect(await later.finished).toEqual(summaries[0])
    expect(calls).toBe(1)
    const other = await services.runs.start('slow', { ...request, idempotencyKey: 'l' })
    await other.finished
    expect(calls).toBe(2)
  })

  it('refuse a key that came with another request, at the same time and afterwards', async () => {
    const start = (question: string) =>
      services.runs.start('slow', { inputs: { question }, idempotencyKey: 'k' })
    const both = await Promise.allSettled([start('x'), start('y')])
    expect(both).toMatchObject([
      { status: 'fulfilled' },
      { status: 'rejected', reason: { code: 'IDEMPOTENCY_KEY_REUSED', params: { key: 'k' } } },
    ])
    await expect(start('z')).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' })
    expect((await services.runs.list({})).items).toHaveLength(1)
  })

  it('whose key was taken by a process that died before it began, begin', async () => {
    const inputs = { question: 'x' }
    const { claim } = createIdempotencyKeys(stores.collections)
    await claim('slow/k', hashRequest({ inputs }), 'lost-run')
    const { runId, finished } = await services.runs.start('slow', { inputs, idempotencyKey: 'k' })
    expect([runId, (await finished).status]).toEqual(['lost-run', 'succeeded'])
  })

  it('of a document with a fault leave neither run nor key behind', async () => {
    await services.pipelines.create({ ...echoPipeline, id: 'broken', edges: [] })
    const start = () => services.runs.start('broken', { inputs: {}, idempotencyKey: 'k' })
    await expect(start()).rejects.toMatchObject({ code: 'INPUT_MISSING' })
    expect((await services.runs.list({})).items).toEqual([])
    await services.pipelines.save('broken', { ...echoPipeline, id: 'broken' }, 1)
    const { finished } = await services.runs.start('broken', {
      inputs: { question: 'x' },
      idempotencyKey: 'k',
    })
    expect((await finished).status).toBe('succeeded')
  })

  it('end when they are cancelled, whatever a node still waits for', async () => {
    gate = createGate()
    const { runId, finished } = await services.runs.start('slow', { inputs: { question: 'x' } })
    for await (const event of services.runs.events(runId)) {
      if (event.type === 'node-delta') await services.runs.cancel(runId)
    }
    expect(await finished).toMatchObject({ status: 'cancelled', error: { code: 'RUN_CANCELLED' } })
    expect((await services.runs.get(runId)).status).toBe('cancelled')
    await services.runs.cancel(runId)
    await expect(services.runs.cancel('none')).rejects.toMatchObject({ code: 'RUN_NOT_FOUND' })
  })

  it('can be followed from anywhere, live and afterwards, by many at their own pace', async () => {
    await services.pipelines.save('slow', slowPipeline(50), 1)
    gate = createGate()
    const { runId, finished } = await services.runs.start('slow', { inputs: { question: 'x' } })
    const whole = eventsOf(runId)
    const later = eventsOf(runId, 4)
    gate.open()
    await finished
    const all = await whole
    expect(all.filter(({ type }) => type === 'node-delta')).toHaveLength(50)
    expect(await later).toEqual(all.slice(4))
    expect(await eventsOf(runId, 7)).toEqual(all.slice(7))
  })

  it('keep large values once, by their hash', async () => {
    await services.pipelines.save('slow', slowPipeline(2_000), 1)
    const { runId, finished } = await services.runs.start('slow', { inputs: { question: 'twelve chars' } })
    const { answer } = await finished
    expect(answer).toHaveLength(200)
    const last = (await eventsOf(runId)).at(-1)
    if (last?.type !== 'run-finished') throw new Error('no end')
    const value = last.outputs['answer']
    if (value === undefined || !('hash' in value)) throw new Error('the value is inline')
    expect(await services.runs.value(value.hash)).toBe('twelve chars'.repeat(2_000))
    await expect(services.runs.value('0'.repeat(64))).rejects.toMatchObject({ code: 'VALUE_NOT_FOUND' })
  })

  it('that last a moment are stored in one step; others are there while they go on', async () => {
    const written: string[] = []
    const watched: Stores = {
      ...stores,
      runs: {
        ...stores.runs,
        putSummary: (summary) => (written.push('begin'), stores.runs.putSummary(summary)),
        appendEvents: (...part) => (written.push('events'), stores.runs.appendEvents(...part)),
        finish: (end) => (written.push('end'), stores.runs.finish(end)),
      },
    }
    const { runs } = composeTestServices({ stores: watched, nodes: [slow] }).services
    await (
      await runs.start('slow', { inputs: { question: 'x' } })
    ).finished
    expect(written.splice(0)).toEqual(['end'])
    gate = createGate()
    const silent = await runs.start('slow', { inputs: { question: 'x' } })
    expect((await runs.get(silent.runId)).status).toBe('running')
    expect(written).toEqual([])
    expect((await runs.list({})).items.map(({ status }) => status)).toEqual(['running', 'succeeded'])
    expect(written.splice(0)).toEqual(['begin', 'events'])
    const streamed = await runs.start('slow', { inputs: { question: 'x' }, stream: true })
    expect((await stores.runs.get(streamed.runId))?.status).toBe('running')
    await runs.addFeedback(streamed.runId, { score: 1 })
    expect(await stores.runs.feedback(streamed.runId)).toHaveLength(1)
    gate.open()
    await Promise.all([silent.finished, streamed.finished])
    expect(await stores.runs.events(streamed.runId, 0)).toHaveLength(12)
  })

  it('take feedback, and say when they do not exist', async () => {
    const { runId, finished } = await services.runs.start('echo', { inputs: { question: 'x' } })
    await finished
    await services.runs.addFeedback(runId, { score: -1 })
    await services.runs.addFeedback(runId, { label: 'better' })
    expect((await stores.runs.feedback(runId)).map(({ feedback }) => feedback)).toEqual([
      { score: -1 },
      { label: 'better' },
    ])
    expect(await services.runs.feedback(runId)).toEqual([{ score: -1 }, { label: 'better' }])
    expect((await services.runs.get(runId)).scores).toMatchObject({ em: 0, f1: 0 })
    await services.runs.addFeedback(runId, { label: 'You asked: x' })
    expect((await services.runs.get(runId)).scores).toMatchObject({ em: 1, f1: 1 })
    await expect(services.runs.addFeedback('none', { score: 1 })).rejects.toMatchObject({
      code: 'RUN_NOT_FOUND',
    })
    await expect(eventsOf('none')).rejects.toMatchObject({ code: 'RUN_NOT_FOUND' })
  })

  it('are watched from beginning to end, whatever the watcher throws', async () => {
    const seen: string[] = []
    const stop = services.runs.observe({
      started: ({ status }) => {
        seen.push(status)
        throw new Error('clumsy')
      },
      ended: ({ summary, events, document }) =>
        void seen.push(`${summary.status} ${events.at(-1)?.type} ${document.id} ${summary.ttftMs === null}`),
    })
    const run = await services.runs.start('slow', { inputs: { question: 'x' } })
    await run.finished
    expect((await run.outcome()).status).toBe('succeeded')
    stop()
    await (
      await services.runs.start('slow', { inputs: { question: 'x' } })
    ).finished
    expect(seen).toEqual(['running', 'succeeded run-finished slow false'])
  })

  it('end as cancelled when the runtime closes', async () => {
    const composed = composeTestServices({ stores, nodes: [slow] })
    gate = createGate()
    const { finished } = await composed.services.runs.start('slow', { inputs: { question: 'x' } })
    await composed.close()
    expect((await finished).status).toBe('cancelled')
  })

  it('report a store that fails, and let their followers go', async () => {
    const failing: Stores = {
      ...stores,
      runs: { ...stores.runs, finish: () => Promise.reject(new Error('disk full')) },
    }
    const broken = composeTestServices({ stores: failing, nodes: [slow] }).services
    const { runId, finished } = await broken.runs.start('slow', { inputs: { question: 'x' } })
    const seen = []
    for await (const event of broken.runs.events(runId)) seen.push(event.type)
    expect(seen.at(-1)).toBe('run-finished')
    await expect(finished).rejects.toThrow('disk full')
  })
})
