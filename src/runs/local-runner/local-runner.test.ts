import { afterEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { builtinNodes } from '../../../nodes/index.ts'
import type { NodeRecord, PipelineDocument } from '../../../runtime/core/document/document.ts'
import { emptyPipeline } from '../../../runtime/core/document/empty-pipeline.ts'
import { defineNode } from '../../../runtime/core/node/define-node.ts'
import type { NodeDefinition } from '../../../runtime/core/node/define-node.ts'
import { port } from '../../../runtime/core/node/ports.ts'
import type { RunView } from '../../../runtime/core/trace/run-view.ts'
import { emptyRunView, reduceTrace } from '../../../runtime/core/trace/run-view.ts'
import type { LocalRunner } from './local-runner.ts'
import { createLocalRunner } from './local-runner.ts'
import type { PageResources } from './page-resources.ts'
import { listPageResources } from './list-page-resources.ts'
import { serveRuns } from './serve-runs.ts'

const node = (id: string, type: string, config: NodeRecord['config'] = {}): NodeRecord => ({
  id,
  type,
  version: 1,
  config,
  position: { x: 0, y: 0 },
})
const wire = (from: string, to: string) => {
  const end = (text: string) => ({ node: text.split('.')[0] ?? '', port: text.split('.')[1] ?? '' })
  return { id: `${from}-${to}`, from: end(from), to: end(to) }
}
const question = node('input', 'input', {
  fields: [{ name: 'question', title: 'Question', type: 'text', isRequired: true, role: 'question' }],
})

const greeting: PipelineDocument = {
  ...emptyPipeline('greeting', 'Greeting'),
  nodes: [question, node('hello', 'template', { template: 'Hello {{question}}' }), node('output', 'output')],
  edges: [wire('input.question', 'hello.question'), wire('hello.text', 'output.value')],
}

const desk: PipelineDocument = {
  ...emptyPipeline('desk', 'Desk'),
  nodes: [
    question,
    node('find', 'bm25-retriever', { index: 'desk' }),
    node('intent', 'intent-classifier', { intents: 'desk' }),
    node('documents', 'output', { name: 'documents' }),
    node('label', 'output', { name: 'intent' }),
  ],
  edges: [
    wire('input.question', 'find.query'),
    wire('input.question', 'intent.text'),
    wire('find.documents', 'documents.value'),
    wire('intent.intent', 'label.value'),
  ],
}

const words: Readonly<Record<string, readonly string[]>> = {
  refund: ['money back', 'refund my fare', 'pay me back', 'reimburse the ticket', 'claim a refund'],
  luggage: ['how many bags', 'suitcase size', 'bring a bicycle', 'heavy luggage', 'bags on board'],
}
const resources: PageResources = {
  indexes: [
    {
      id: 'desk',
      articles: [
        { id: 'refunds', title: 'Refunds', text: 'A refund is paid within ten days.' },
        { id: 'bags', title: 'Luggage', text: 'Two bags travel free.' },
      ],
    },
  ],
  intents: [
    {
      id: 'desk',
      name: 'Desk',
      utterances: Object.entries(words).flatMap(([intent, texts]) =>
        ['', 'please ', 'I want to know: '].flatMap((start) =>
          texts.map((text) => ({ text: start + text, intent, split: 'train' })),
        ),
      ),
    },
  ],
}

/** A worker that is only a channel; what answers at its other end is up to the test. */
class ChannelWorker extends EventTarget {
  readonly #near: MessagePort
  readonly far: MessagePort
  isTerminated = false

  constructor() {
    super()
    const { port1, port2 } = new MessageChannel()
    this.#near = port1
    this.far = port2
    port1.addEventListener('message', ({ data }) => this.dispatchEvent(new MessageEvent('message', { data })))
    port1.start()
    port2.start()
  }
  postMessage(message: unknown) {
    this.#near.postMessage(message)
  }
  terminate() {
    this.isTerminated = true
    this.#near.close()
  }
  fail() {
    this.dispatchEvent(new Event('error'))
  }
  /** As the editor knows workers. */
  asWorker(): Worker {
    return this as unknown as Worker
  }
}

const open: LocalRunner[] = []
afterEach(() => {
  for (const runner of open.splice(0)) runner.close()
})

function makeRunner(
  makeWorker?: () => Worker,
  given: PageResources = {},
  nodes: readonly NodeDefinition[] = builtinNodes,
): LocalRunner {
  const runner = createLocalRunner({ resources: given, makeWorker, nodes })
  open.push(runner)
  return runner
}

async function runToEnd(runner: LocalRunner, document: PipelineDocument, text: string): Promise<RunView> {
  let view = emptyRunView
  const signal = new AbortController().signal
  for await (const event of runner.run({ document, inputs: { question: text } }, signal)) {
    view = reduceTrace(view, event)
  }
  return view
}

describe('without a worker', () => {
  it('runs in the page, says so, and remembers the run', async () => {
    const runner = makeRunner()
    expect(runner.state.getState().inPage).toBe('no-worker')
    expect(await runner.history('greeting')).toEqual({ items: [], total: 0 })
    const view = await runToEnd(runner, greeting, 'Ada')
    expect(view.status).toBe('succeeded')
    expect(Object.values(view.outputs)).toEqual([{ value: 'Hello Ada' }])
    const { items } = await runner.history('greeting')
    expect(items.map(({ id, status }) => [id, status])).toEqual([[view.runId, 'succeeded']])
    const again = []
    for await (const event of runner.trace(view.runId ?? '', new AbortController().signal)) again.push(event)
    expect(again.at(-1)?.type).toBe('run-finished')
    await runner.addFeedback?.(view.runId ?? '', { score: 1 })
    await expect(runner.value('0'.repeat(64))).rejects.toMatchObject({ code: 'VALUE_NOT_FOUND' })
  })

  it('runs what the document says now, not what it said before', async () => {
    const runner = makeRunner()
    await runToEnd(runner, greeting, 'Ada')
    const nodes = greeting.nodes.map((one) =>
      one.id === 'hello' ? { ...one, config: { template: 'Bye {{question}}' } } : one,
    )
    const view = await runToEnd(runner, { ...greeting, nodes }, 'Ada')
    expect(Object.values(view.outputs)).toEqual([{ value: 'Bye Ada' }])
  })

  it('takes pinned outputs instead of running the node', async () => {
    const runner = makeRunner()
    let view = emptyRunView
    const request = {
      document: greeting,
      inputs: { question: 'Ada' },
      pinnedOutputs: { hello: { text: 'held' } },
    }
    for await (const event of runner.run(request, new AbortController().signal))
      view = reduceTrace(view, event)
    expect(Object.values(view.outputs)).toEqual([{ value: 'held' }])
    expect(view.nodes['hello']?.isPinned).toBe(true)
  })

  it('searches the articles and classifies by the utterances that the page gave', async () => {
    const runner = makeRunner(undefined, resources)
    const prepared: unknown[] = []
    const shares: number[] = []
    runner.state.subscribe(({ preparing }, before) => {
      if (preparing?.share !== undefined && preparing.share !== null) shares.push(preparing.share)
      if (preparing?.kind !== before.preparing?.kind) prepared.push(preparing?.kind ?? null)
    })
    const view = await runToEnd(runner, desk, 'claim a refund of my fare')
    expect(view.status).toBe('succeeded')
    const { documents, intent } = view.outputs as Record<string, { value: unknown }>
    expect(documents?.value).toMatchObject([{ documentId: 'refunds' }])
    expect(intent?.value).toMatchObject({ label: 'refund', outOfScope: false })
    expect(prepared).toEqual(['index', 'intents', null])
    expect(shares.length).toBeGreaterThan(0)
    expect(shares.every((share) => share >= 0 && share <= 1)).toBe(true)
    await runToEnd(runner, desk, 'how many bags')
    expect(prepared).toHaveLength(3)
  })

  it('names the fault in what the page gave, and works once that is mended', async () => {
    const articles = [{ id: 'a', title: '', text: 'x' }]
    await expect(
      runToEnd(makeRunner(undefined, { indexes: [{ id: 'desk', articles }] }), greeting, 'Ada'),
    ).rejects.toMatchObject({
      code: 'PAGE_RESOURCE_INVALID',
      params: { kind: 'index', id: 'desk', reason: expect.stringContaining('articles.0.title') as string },
    })
  })

  it('cancels the run that nobody listens to any more', async () => {
    const slow = defineNode({
      type: 'slow',
      version: 1,
      title: 'Slow',
      category: 'logic',
      summary: 'Waits until it is cancelled.',
      config: z.object({}),
      inputs: { text: port.text('Text') },
      outputs: { text: port.text('Text') },
      needs: [],
      migrations: {},
      run: (_inputs, _config, { signal }) =>
        new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('cancelled')))),
    })
    const runner = makeRunner(undefined, {}, [...builtinNodes, slow])
    const document = {
      ...greeting,
      nodes: greeting.nodes.map((one) => (one.id === 'hello' ? node('hello', 'slow') : one)),
      edges: [wire('input.question', 'hello.text'), wire('hello.text', 'output.value')],
    }
    const controller = new AbortController()
    for await (const event of runner.run({ document, inputs: { question: 'x' } }, controller.signal)) {
      if (event.type === 'node-started' && event.node === 'hello') controller.abort()
    }
    await expect
      .poll(async () => (await runner.history('greeting')).items.map(({ status }) => status))
      .toEqual(['cancelled'])
  })
})

describe('with a worker', () => {
  it('runs there', async () => {
    const worker = new ChannelWorker()
    const runner = makeRunner(() => {
      serveRuns({ port: worker.far })
      return worker.asWorker()
    })
    const view = await runToEnd(runner, greeting, 'Ada')
    expect(view.status).toBe('succeeded')
    expect(runner.state.getState().inPage).toBeNull()
    runner.close()
    await expect.poll(() => worker.isTerminated).toBe(true)
  })

  it('falls back to the page when the worker cannot be made or does not start', async () => {
    const forbidden = makeRunner(() => {
      throw new DOMException('forbidden', 'SecurityError')
    })
    expect((await runToEnd(forbidden, greeting, 'Ada')).status).toBe('succeeded')
    expect(forbidden.state.getState().inPage).toBe('refused')

    const missing = makeRunner(() => {
      const worker = new ChannelWorker()
      queueMicrotask(() => worker.fail())
      return worker.asWorker()
    })
    expect((await runToEnd(missing, greeting, 'Ada')).status).toBe('succeeded')
    expect(missing.state.getState().inPage).toBe('refused')
  })

  it('falls back to the page when the worker lacks a node type of the page', async () => {
    const shout = defineNode({
      type: 'shout',
      version: 1,
      title: 'Shout',
      category: 'logic',
      summary: 'Writes in capitals.',
      config: z.object({}),
      inputs: { text: port.text('Text') },
      outputs: { text: port.text('Text') },
      needs: [],
      migrations: {},
      run: ({ text }) => ({ text: text.toUpperCase() }),
    })
    const makeWorker = () => {
      const worker = new ChannelWorker()
      serveRuns({ port: worker.far })
      return worker.asWorker()
    }
    const runner = makeRunner(makeWorker, {}, [...builtinNodes, shout])
    const document: PipelineDocument = {
      ...greeting,
      nodes: [question, node('shout', 'shout'), node('output', 'output')],
      edges: [wire('input.question', 'shout.text'), wire('shout.text', 'output.value')],
    }
    expect(Object.values((await runToEnd(runner, document, 'ada')).outputs)).toEqual([{ value: 'ADA' }])
    expect(runner.state.getState().inPage).toBe('unknown-nodes')
  })

  it('fails the run of a worker that breaks down, and makes another one for the next', async () => {
    const made: ChannelWorker[] = []
    const runner = makeRunner(() => {
      const worker = new ChannelWorker()
      made.push(worker)
      serveRuns({ port: worker.far })
      return worker.asWorker()
    })
    await runToEnd(runner, greeting, 'Ada')
    const broken = runToEnd(runner, greeting, 'Ada')
    made[0]?.fail()
    await expect(broken).rejects.toMatchObject({ code: 'RUN_WORKER_LOST' })
    expect((await runToEnd(runner, greeting, 'Ada')).status).toBe('succeeded')
    expect(made).toHaveLength(2)
  })
})

it('lists what the page gave for the pickers', async () => {
  const provider = listPageResources(resources)
  expect(await provider.list('index')).toEqual([{ id: 'desk', name: 'desk' }])
  expect(await provider.list('intents')).toEqual([
    { id: 'desk', name: 'Desk', members: ['refund', 'luggage'] },
  ])
  expect(await provider.list('bank')).toEqual([])
})
