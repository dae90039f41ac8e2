import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { RuntimeServices } from '../core/services/runtime-services.ts'
import type { TraceEvent } from '../core/trace/events.ts'
import { openMemoryStores } from '../storage/memory/open-stores.ts'
import { composeTestServices } from '../testing/compose-test-services.ts'
import { fillLab, labExperiment, labNodes } from '../testing/experiment-lab.ts'
import type { Gate } from '../testing/gate.ts'
import { createGate } from '../testing/gate.ts'
import { node, pipelineOf, wire } from '../testing/pipelines.ts'

const search = pipelineOf(
  [
    node('ask', 'input'),
    node('hello', 'template', { template: 'Hello {{ q }}' }),
    node('find', 'bm25-retriever', { index: 'desk' }),
    node('greeting', 'output', { name: 'greeting' }),
    node('found', 'output', { name: 'found' }),
  ],
  [
    wire('ask.question', 'hello.q'),
    wire('ask.question', 'find.query'),
    wire('hello.text', 'greeting.value'),
    wire('find.documents', 'found.value'),
  ],
  'search',
)

/** Holds a build back before it stores what it has made. */
let gate: Gate
let isDiskFull: boolean
let services: RuntimeServices
beforeEach(async () => {
  gate = createGate()
  isDiskFull = false
  const stores = openMemoryStores()
  const put: typeof stores.blobs.put = async (bytes) => {
    await gate.passed
    if (isDiskFull) throw new Error('the disk is full')
    return stores.blobs.put(bytes)
  }
  services = composeTestServices({
    stores: { ...stores, blobs: { ...stores.blobs, put } },
    nodes: labNodes,
  }).services
  await services.indexes.create({ id: 'desk', name: 'Desk' })
  await services.indexes.putArticles('desk', [{ id: 'dogs', title: 'Dogs', text: 'Dogs travel free.' }])
  await services.pipelines.create(search)
})

/** Starts a run, and resolves once its retriever has said that it waits for the build. */
async function runAndWait() {
  const run = await services.runs.start('search', { inputs: { question: 'dogs' } })
  const events: TraceEvent[] = []
  const following = (async () => {
    for await (const event of services.runs.events(run.runId)) events.push(event)
  })()
  await vi.waitFor(() => expect(events.some(({ type }) => type === 'node-progress')).toBe(true))
  return { ...run, events, following }
}

describe('a run whose index is built for the first time', () => {
  it('waits for it at the node that searches, says how far it is, and finds what is in it', async () => {
    const build = await services.indexes.build('desk')
    const { events, finished, following } = await runAndWait()
    expect(events.find(({ type }) => type === 'run-started')).toMatchObject({
      pins: { indexes: { desk: 'desk@1' } },
    })
    expect(events.find(({ type }) => type === 'node-progress')).toMatchObject({
      node: 'find',
      total: 1,
      activity: 'index-build',
      note: 'Desk',
    })
    // What needs no index goes on.
    expect(events.some((event) => event.type === 'node-finished' && event.node === 'hello')).toBe(true)
    expect((await services.jobs.get(build.id)).state).toBe('running')
    gate.open()
    expect((await finished).status).toBe('succeeded')
    await following
    const found = events.find((event) => event.type === 'node-finished' && event.node === 'find')
    expect(JSON.stringify(found)).toContain('Dogs travel free.')
    // Those that come later find it in memory.
    expect(await services.indexes.pin('desk')).toMatchObject({ version: 'desk@1', isBuilt: true })
  })

  it('ends at once when it is stopped; the build goes on for others', async () => {
    const build = await services.indexes.build('desk')
    const { runId, finished } = await runAndWait()
    await services.runs.cancel(runId)
    expect((await finished).status).toBe('cancelled')
    expect((await services.jobs.get(build.id)).state).toBe('running')
    gate.open()
    expect((await services.jobs.wait(build.id)).state).toBe('succeeded')
  })

  it('fails at that node when the build fails, with the reason and what to do', async () => {
    isDiskFull = true
    await services.indexes.build('desk')
    const { events, finished, following } = await runAndWait()
    gate.open()
    expect((await finished).status).toBe('failed')
    await following
    expect(events.find(({ type }) => type === 'node-failed')).toMatchObject({
      node: 'find',
      error: {
        code: 'INDEX_BUILD_FAILED',
        message: expect.stringMatching(/^Index "desk" could not be built: .*the disk is full.* Knowledge\.$/),
      },
    })
    // A build that failed is none that could be waited for; the next one is.
    await expect(services.indexes.pin('desk')).rejects.toMatchObject({ code: 'INDEX_NOT_BUILT' })
    isDiskFull = false
    await services.indexes.build('desk')
    const index = await (await services.indexes.pin('desk')).open()
    expect(index.version).toBe('desk@1')
  })

  it('is refused when the build is stopped, as one whose build was never started', async () => {
    const { id } = await services.indexes.build('desk')
    const pinned = await services.indexes.pin('desk')
    const opened = pinned.open()
    const refused = expect(opened).rejects.toMatchObject({ code: 'INDEX_NOT_BUILT' })
    expect((await services.jobs.cancel(id)).state).toBe('cancelled')
    await refused
    const { finished, outcome } = await services.runs.start('search', { inputs: { question: 'dogs' } })
    expect((await finished).status).toBe('failed')
    expect(await outcome()).toMatchObject({ error: { code: 'INDEX_NOT_BUILT' } })
  })

  it('is waited for by runs only: a search for people and an experiment are refused', async () => {
    await services.indexes.build('desk')
    await expect(services.indexes.find('desk', 'dogs', { method: 'bm25', limit: 1 })).rejects.toMatchObject({
      code: 'INDEX_NOT_BUILT',
    })
    await fillLab(services, 1)
    const variants = ['a', 'b'].map((id) => ({ id, name: id, pipeline: 'search' }))
    await expect(
      services.experiments.create(labExperiment({ variants, baseline: 'a' })),
    ).rejects.toMatchObject({
      code: 'INDEX_NOT_BUILT',
      path: expect.stringMatching('^/variants/0') as string,
    })
    gate.open()
  })
})
