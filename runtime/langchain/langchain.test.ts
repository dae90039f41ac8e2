/** Against LangChain's own tracer, its own Runnables and its own fakes. */
import type { DocumentInterface } from '@langchain/core/documents'
import { Document } from '@langchain/core/documents'
import { BaseRetriever } from '@langchain/core/retrievers'
import { RunnableLambda } from '@langchain/core/runnables'
import { RunCollectorCallbackHandler } from '@langchain/core/tracers/run_collector'
import { FakeEmbeddings, FakeListChatModel } from '@langchain/core/utils/testing'
import { describe, expect, it, vi } from 'vitest'
import { emptyPipeline } from '../core/document/empty-pipeline.ts'
import { builtinNodes } from '../../nodes/index.ts'
import type { PipelineDocument } from '../core/document/document.ts'
import { readResources } from '../core/services/read-resources.ts'
import type { Resource } from '../core/services/resources.ts'
import { compile } from '../engine/compile.ts'
import { fromChatModel, fromEmbeddings, fromRetriever, fromRunnable } from './from-langchain.ts'
import { toRunnable } from './to-runnable.ts'

type Traced = RunCollectorCallbackHandler['tracedRuns'][number]

const position = { x: 0, y: 0 }

/** `question → node → answer`, the ports as given. */
function lineOf(type: string, config: object, [input, output]: [string, string]): PipelineDocument {
  return {
    ...emptyPipeline('p', 'Line'),
    nodes: [
      { id: 'in', type: 'input', version: 1, config: {}, position },
      { id: 'a', type, name: 'Middle', version: 1, config: config as never, position },
      { id: 'out', type: 'output', version: 1, config: {}, position },
    ],
    edges: [
      { id: '1', from: { node: 'in', port: 'question' }, to: { node: 'a', port: input } },
      { id: '2', from: { node: 'a', port: output }, to: { node: 'out', port: 'value' } },
    ],
  }
}

const build = (document: PipelineDocument, resources: Record<string, Resource> = {}) =>
  compile(document, { nodes: builtinNodes, services: { resources: readResources(resources) } })

const shouting = build(lineOf('template', { template: '{{ value | upper }}' }, ['value', 'text']))
const chatting = build(lineOf('chat-model', { resource: 'fake' }, ['question', 'answer']), {
  fake: fromChatModel(new FakeListChatModel({ responses: ['in 28 days'], sleep: 0 })),
})

describe('toRunnable', () => {
  it('is a Runnable: invoke, batch, pipe', async () => {
    const runnable = toRunnable(shouting)
    expect(await runnable.invoke({ question: 'hi' })).toEqual({ answer: 'HI' })
    expect(await runnable.batch([{ question: 'a' }, { question: 'b' }])).toEqual([
      { answer: 'A' },
      { answer: 'B' },
    ])
    const chain = runnable.pipe(
      RunnableLambda.from(({ answer }: Record<string, unknown>) => `${String(answer)}!`),
    )
    expect(await chain.invoke({ question: 'hi' })).toBe('HI!')
  })

  it('shows its tracer every node that runs, with inputs and outputs, as children of the pipeline', async () => {
    const collector = new RunCollectorCallbackHandler()
    await toRunnable(shouting).invoke({ question: 'hi' }, { callbacks: [collector] })
    const [root] = collector.tracedRuns
    expect(root).toMatchObject({ name: 'Line', inputs: { question: 'hi' }, outputs: { answer: 'HI' } })
    expect(root?.child_runs?.map(({ name }) => name)).toEqual(['in', 'Middle', 'out'])
    expect(root?.child_runs?.[1]).toMatchObject({ inputs: { value: 'hi' }, outputs: { text: 'HI' } })
    expect(root?.child_runs?.every(({ end_time }) => end_time !== undefined)).toBe(true)
  })

  it('shows the same when it is streamed, large values whole', async () => {
    const collector = new RunCollectorCallbackHandler()
    const question = 'long '.repeat(3_900)
    const chunks = []
    for await (const chunk of await toRunnable(shouting).stream({ question }, { callbacks: [collector] }))
      chunks.push(chunk)
    expect(chunks).toEqual([{ answer: question.toUpperCase() }])
    const middle = collector.tracedRuns[0]?.child_runs?.find(({ name }) => name === 'Middle')
    expect(middle?.outputs).toEqual({ text: question.toUpperCase() })
  })

  it('shows nodes inside nodes as children of those, level by level and item by item, invoked or streamed', async () => {
    const inner = lineOf('template', { template: '{{ value }}!' }, ['value', 'text'])
    const middle = lineOf('sub-pipeline', { pipeline: { inline: inner } }, ['question', 'answer'])
    const field = { fields: [{ name: 'question', type: 'json' }] }
    const line = lineOf('map', { pipeline: { inline: middle }, field: 'question', atOnce: 1 }, [
      'items',
      'results',
    ])
    const nodes = line.nodes.map((node) => (node.id === 'in' ? { ...node, config: field } : node))
    const listing = toRunnable(build({ ...line, nodes }))
    const collector = new RunCollectorCallbackHandler()
    const callbacks = [collector]
    await listing.invoke({ question: ['a', 'b'] }, { callbacks })
    for await (const _piece of await listing.stream({ question: ['a', 'b'] }, { callbacks }));
    expect(collector.tracedRuns).toHaveLength(2)
    const namesOf = (run: Traced | undefined) => run?.child_runs?.map(({ name }) => name)
    for (const root of collector.tracedRuns) {
      expect(namesOf(root)).toEqual(['in', 'Middle', 'out'])
      const each = root.child_runs?.[1]
      expect(namesOf(each)).toEqual(
        ['in', 'Middle', 'out', 'in', 'Middle', 'out'].map((name, at) =>
          name === 'Middle' ? name : `a#${Math.floor(at / 3)}/${name}`,
        ),
      )
      const second = each?.child_runs?.[4]
      expect(second?.parent_run_id).toBe(each?.id)
      expect(second?.child_runs?.map(({ outputs }) => outputs)).toContainEqual({ text: 'b!' })
      expect(second?.child_runs?.every(({ parent_run_id: parent }) => parent === second.id)).toBe(true)
    }
    // What streams events gives the same runs, in the same places.
    const watched = new RunCollectorCallbackHandler()
    const started: string[] = []
    const events = listing.streamEvents({ question: ['a'] }, { version: 'v2', callbacks: [watched] })
    for await (const { event, run_id: id } of events) if (event === 'on_chain_start') started.push(id)
    const idsOf = (run: Traced): string[] => [run.id, ...(run.child_runs ?? []).flatMap(idsOf)]
    expect(watched.tracedRuns.flatMap(idsOf).toSorted()).toEqual(started.toSorted())
    const depthOf = (run: Traced): number => 1 + Math.max(0, ...(run.child_runs ?? []).map(depthOf))
    expect(watched.tracedRuns.map(depthOf)).toEqual([4])
  })

  it('streams text in pieces', async () => {
    const pieces: unknown[] = []
    for await (const { answer } of await toRunnable(chatting).stream({ question: 'When?' }))
      pieces.push(answer)
    expect(pieces.length).toBeGreaterThan(1)
    expect(pieces.join('')).toBe('in 28 days')
  })

  it('tells of failures, to the caller and to the tracer', async () => {
    const collector = new RunCollectorCallbackHandler()
    const failing = toRunnable(build(lineOf('runnable', { resource: 'gone' }, ['input', 'output'])))
    const running = failing.invoke({ question: 'q' }, { callbacks: [collector] })
    await expect(running).rejects.toMatchObject({ code: 'RESOURCE_NOT_REGISTERED', node: 'a' })
    const [root] = collector.tracedRuns
    expect(root?.error).toContain('gone')
    expect(root?.child_runs?.find(({ name }) => name === 'Middle')?.error).toContain('gone')
  })

  it('cancels the run by the signal of its config', async () => {
    let seen: AbortSignal | undefined
    const waits: Resource = {
      kind: 'runnable',
      invoke: (_input, signal) => {
        seen = signal
        return new Promise((_resolve, reject) =>
          signal.addEventListener('abort', () => reject(new Error('stop'))),
        )
      },
    }
    const runnable = toRunnable(
      build(lineOf('runnable', { resource: 'waits' }, ['input', 'output']), { waits }),
    )
    const controller = new AbortController()
    const running = runnable.invoke({ question: 'q' }, { signal: controller.signal })
    await vi.waitFor(() => expect(seen).toBeDefined())
    controller.abort()
    await expect(running).rejects.toThrow()
    expect(seen?.aborted).toBe(true)
  })
})

class FixedRetriever extends BaseRetriever {
  override lc_namespace = ['test']
  override async _getRelevantDocuments(query: string): Promise<DocumentInterface[]> {
    return [
      new Document({
        id: 'r#3',
        pageContent: `about ${query}`,
        metadata: { source: 'refunds', title: 'Refunds', score: 0.7 },
      }),
      new Document({ pageContent: 'second', metadata: {} }),
    ]
  }
}

describe('resources from LangChain', () => {
  it('a retriever serves the dense-retriever node', async () => {
    const document = lineOf('dense-retriever', { source: 'retriever', retriever: 'mine', limit: 2 }, [
      'query',
      'documents',
    ])
    const { outputs } = await build(document, { mine: fromRetriever(new FixedRetriever()) }).run({
      question: 'refunds',
    })
    expect(outputs['answer']).toEqual([
      {
        id: 'r#3',
        documentId: 'refunds',
        title: 'Refunds',
        text: 'about refunds',
        source: { start: 0, end: 13 },
        score: 0.7,
      },
      {
        id: 'document-1#1',
        documentId: 'document-1',
        title: 'document-1',
        text: 'second',
        source: { start: 0, end: 6 },
        score: 0.5,
      },
    ])
  })

  it('embeddings embed each text once', async () => {
    const fake = new FakeEmbeddings()
    const embed = vi.spyOn(fake, 'embedDocuments')
    const { embedDocuments, embedQuery } = fromEmbeddings(fake)
    const [first] = await embedDocuments(['a', 'b', 'a'])
    expect(await embedDocuments(['a', 'c'])).toHaveLength(2)
    expect(embed.mock.calls).toEqual([[['a', 'b']], [['c']]])
    expect((await embedQuery('a')).length).toBe(first?.length)
  })

  it('a chat model serves the chat-model node, streamed', async () => {
    const { outputs, events } = await chatting.run({ question: 'When?' })
    expect(outputs['answer']).toMatchObject({ text: 'in 28 days' })
    expect(events.filter(({ type }) => type === 'node-delta').length).toBeGreaterThan(1)
  })

  it('a Runnable serves the runnable node, its objects as JSON', async () => {
    const mine = fromRunnable(
      RunnableLambda.from((input: string) => new Document({ pageContent: input, metadata: { n: 1 } })),
    )
    const document = lineOf('runnable', { resource: 'mine' }, ['input', 'output'])
    const { outputs } = await build(document, { mine }).run({ question: 'q' })
    expect(outputs['answer']).toMatchObject({ pageContent: 'q', metadata: { n: 1 } })
  })

  it('a pipeline is a Runnable that serves another pipeline', async () => {
    const inner = toRunnable(shouting)
    const mine = fromRunnable(RunnableLambda.from((question: string) => ({ question })).pipe(inner))
    const document = lineOf('runnable', { resource: 'mine' }, ['input', 'output'])
    expect((await build(document, { mine }).run({ question: 'q' })).outputs['answer']).toEqual({
      answer: 'Q',
    })
  })
})
