import { afterEach, describe, expect, it, vi } from 'vitest'
import { emptyPipeline } from '../../runtime/core/document/empty-pipeline.ts'
import { builtinNodes } from '../../nodes/index.ts'
import type { PipelineDocument } from '../../runtime/core/document/document.ts'
import { createNodeRegistry } from '../../runtime/core/node/registry.ts'
import type { Json } from '../../runtime/core/values.ts'
import { loadResources } from '../session/load-resources.ts'
import type { Resource, ResourceKind, ResourceProvider, ResourceWork } from '../session/resources.ts'
import { resourceKinds } from '../session/resources.ts'
import type { WorkStore } from '../session/work-store.ts'
import { createWorkStore } from '../session/work-store.ts'
import { muteNodes, setSetting } from './commands.ts'
import { createDocumentStore } from './document-store.ts'
import { placeOfIssue } from './issue-place.ts'
import { createIssueStore, settingOf } from './issue-store.ts'
import type { StoredPipelines } from './stored-pipelines.ts'
import { createStoredPipelines } from './stored-pipelines.ts'

const node = (id: string, type: string, config: PipelineDocument['nodes'][number]['config']) => ({
  id,
  type,
  version: 1,
  config,
  position: { x: 0, y: 0 },
})

const pipeline: PipelineDocument = {
  ...emptyPipeline('p', 'P'),
  nodes: [
    node('find', 'bm25-retriever', { index: 'handbook' }),
    node('classify', 'intent-classifier', { intents: 'desk' }),
    node('bank', 'adapter-bank', { bank: 'tones' }),
    node('host', 'dense-retriever', { source: 'retriever', retriever: 'mine', index: 'unused' }),
  ],
}

const resourceCodes = /^(INDEX|INTENTS|BANK|CREDENTIAL|BACKEND)_/

/** A started store of faults; `faults` are those about what the host has. */
function watch(
  provider: ResourceProvider | null,
  document: PipelineDocument = pipeline,
  stored: StoredPipelines | null = null,
  work: WorkStore | null = null,
) {
  const documents = createDocumentStore(document, { isReadOnly: false })
  const issues = createIssueStore(documents, createNodeRegistry(builtinNodes), provider, stored, work?.store)
  stops.push(issues.start())
  if (work !== null) stops.push(work.start())
  const faults = () => issues.store.getState().issues.filter(({ code }) => resourceCodes.test(code))
  return { documents, issues, faults, codes: () => faults().map(({ code }) => code) }
}

const stops: (() => void)[] = []
afterEach(() => {
  for (const stop of stops.splice(0)) stop()
})

const has = (
  lists: Partial<Record<ResourceKind, readonly Resource[]>>,
  kinds?: readonly ResourceKind[],
): ResourceProvider => ({
  list: async (kind) => lists[kind] ?? [],
  ...(kinds === undefined ? {} : { kinds }),
})
const nothing = { index: [], intents: [], bank: [] }

describe('faults about what the host has', () => {
  it('name the missing index, model and bank at their settings, but nothing that a node does not use', async () => {
    const { documents, faults, codes, issues } = watch(has(nothing))
    await vi.waitFor(() =>
      expect(codes()).toEqual(['INDEX_NOT_FOUND', 'INTENTS_NOT_FOUND', 'BANK_NOT_FOUND']),
    )
    expect(faults()[0]).toMatchObject({
      params: { index: 'handbook' },
      path: '/nodes/0/config/index',
      node: 'find',
    })
    expect(faults().map(settingOf)).toEqual(['index', 'intents', 'bank'])
    expect(issues.store.getState().byNode.get('find')).toContainEqual(faults()[0])
    documents.getState().apply(muteNodes(new Set(['find']), true))
    await vi.waitFor(() => expect(codes()).toEqual(['INTENTS_NOT_FOUND', 'BANK_NOT_FOUND']))
  })

  it('name a credential that is not set, where the host keeps some and the node sends one', async () => {
    const credential = [{ id: 'other', name: 'other' }]
    const asks = (config: PipelineDocument['nodes'][number]['config']) => ({
      ...pipeline,
      nodes: [node('ask', 'chat-model', { credential: 'openai', ...config })],
    })
    const host = has({ credential }, resourceKinds)
    const { faults, codes } = watch(host, asks({}))
    await vi.waitFor(() => expect(codes()).toEqual(['CREDENTIAL_NOT_FOUND']))
    expect(faults()[0]).toMatchObject({
      params: { credential: 'openai' },
      path: '/nodes/0/config/credential',
      node: 'ask',
    })
    expect(
      watch(host, asks({ resource: 'mine' }))
        .issues.store.getState()
        .settle(),
    ).not.toContainEqual(expect.objectContaining({ code: 'CREDENTIAL_NOT_FOUND' }))
    const silent = has({}, ['index'])
    await loadResources(silent, 'index')
    expect(watch(silent, asks({})).issues.store.getState().settle()).not.toContainEqual(
      expect.objectContaining({ code: 'CREDENTIAL_NOT_FOUND' }),
    )
    credential.push({ id: 'openai', name: 'openai' })
    // As a picker does that has made one; nothing else changes.
    await loadResources(host, 'credential')
    expect(codes()).toEqual([])
  })

  it('name a backend that is not registered, where a reader names one', async () => {
    const read = { ...pipeline, nodes: [node('read', 'reader', { backend: 'house' })] }
    const { faults, codes } = watch(
      has({ backend: [{ id: 'reader-en', name: 'reader-en' }] }, resourceKinds),
      read,
    )
    await vi.waitFor(() => expect(codes()).toEqual(['BACKEND_NOT_FOUND']))
    expect(faults()[0]).toMatchObject({ params: { backend: 'house' }, path: '/nodes/0/config/backend' })
  })

  it('are told at the node that they are inside of, drawn there or stored, and lead to their place', async () => {
    const inner = {
      ...emptyPipeline('inner', 'Inner'),
      nodes: [node('ask', 'chat-model', { credential: 'key' })],
    }
    const drawn = { inline: JSON.parse(JSON.stringify(inner)) as Json }
    const deep = {
      ...emptyPipeline('deep', 'Deep'),
      nodes: [node('mid', 'sub-pipeline', { pipeline: drawn })],
    }
    const whole = {
      ...pipeline,
      nodes: [
        node('drawn', 'sub-pipeline', { pipeline: drawn }),
        node('stored', 'sub-pipeline', { pipeline: { id: 'deep', revision: 'r1' } }),
        node('gone', 'sub-pipeline', { pipeline: { id: 'gone', revision: 'r1' } }),
      ],
    }
    const registry = createNodeRegistry(builtinNodes)
    const stored = createStoredPipelines(async ({ id }) => {
      if (id !== 'deep') throw new Error('It is not there.')
      return deep
    }, registry)
    const { faults } = watch(has({ credential: [] }, resourceKinds), whole, stored)
    await vi.waitFor(() => expect(faults()).toHaveLength(2))
    expect(faults().map(({ node: at, path }) => [at, path])).toEqual([
      ['drawn', '/nodes/0/config/pipeline/inline/nodes/0/config/credential'],
      [
        'stored',
        '/nodes/1/config/pipeline/revision/nodes/0/config/pipeline/inline/nodes/0/config/credential',
      ],
    ])
    const { find } = stored.store.getState()
    expect(faults().map((issue) => placeOfIssue(issue, whole, registry, find))).toEqual([
      { node: 'drawn/ask', setting: 'credential' },
      { node: 'stored/mid/ask', setting: 'credential' },
    ])
  })

  it('say what is not built or trained', async () => {
    const lists = {
      index: [{ id: 'handbook', name: 'Handbook', isReady: false }],
      intents: [{ id: 'desk', name: 'Desk', isReady: false }],
      bank: [{ id: 'tones', name: 'Tones' }],
    }
    const { codes } = watch(has(lists))
    await vi.waitFor(() => expect(codes()).toEqual(['INDEX_NOT_BUILT', 'INTENTS_NOT_TRAINED']))
  })

  it('say nothing of an index while it is built, and again where that came to nothing', async () => {
    const lists = {
      index: [{ id: 'handbook', name: 'Handbook', isReady: false }],
      intents: [{ id: 'desk', name: 'Desk', isReady: false }],
      bank: [{ id: 'tones', name: 'Tones' }],
    }
    let tell: (work: readonly ResourceWork[]) => void = () => undefined
    const provider: ResourceProvider = {
      ...has(lists),
      watchWork: (onChange) => {
        tell = onChange
        return () => undefined
      },
    }
    const work = createWorkStore(provider)
    const { codes, issues } = watch(provider, pipeline, null, work)
    await vi.waitFor(() => expect(codes()).toEqual(['INDEX_NOT_BUILT', 'INTENTS_NOT_TRAINED']))
    const seen: string[][] = []
    issues.store.subscribe(() => seen.push(codes()))
    const building = { kind: 'index', id: 'handbook', share: 0.1 } as const
    // A training that goes on is none that a run waits for.
    tell([building, { kind: 'intents', id: 'desk', share: null }])
    expect(codes()).toEqual(['INTENTS_NOT_TRAINED'])
    tell([])
    await vi.waitFor(() => expect(codes()).toEqual(['INDEX_NOT_BUILT', 'INTENTS_NOT_TRAINED']))
    tell([building])
    lists.index = [{ id: 'handbook', name: 'Handbook', isReady: true }]
    seen.length = 0
    tell([])
    await vi.waitFor(() => expect(work.store.getState().underWay).toEqual([]))
    // Between the build and the list that says so nothing is wrong.
    expect(seen.flat()).not.toContain('INDEX_NOT_BUILT')
    expect(codes()).toEqual(['INTENTS_NOT_TRAINED'])
  })

  it('follow the document, and the host when the window comes back', async () => {
    const lists = {
      index: [{ id: 'handbook', name: 'Handbook' }],
      intents: [{ id: 'desk', name: 'Desk' }],
      bank: [{ id: 'tones', name: 'Tones' }],
    }
    const { documents, codes } = watch(has(lists))
    documents.getState().apply(setSetting('find', 'index', 'gone-index', null))
    await vi.waitFor(() => expect(codes()).toEqual(['INDEX_NOT_FOUND']))
    lists.index.push({ id: 'gone-index', name: 'Back again' })
    globalThis.dispatchEvent(new Event('focus'))
    await vi.waitFor(() => expect(codes()).toEqual([]))
  })

  it('are worked out once for each list that comes, and again where one could not', async () => {
    const list = vi.fn(async (kind: ResourceKind) => {
      if (kind === 'bank') throw new Error('The host is away.')
      return []
    })
    const provider = { list }
    const { issues, codes } = watch(provider)
    const heard = vi.fn()
    issues.store.getState().settle()
    issues.store.subscribe(heard)
    await vi.waitFor(() => expect(list).toHaveBeenCalledTimes(3))
    await vi.waitFor(() => expect(codes()).toEqual(['INDEX_NOT_FOUND', 'INTENTS_NOT_FOUND']))
    await Promise.resolve()
    expect(heard).toHaveBeenCalledTimes(3)
    list.mockResolvedValue([])
    // As a picker does; what could not be said before can be now.
    await loadResources(provider, 'bank')
    expect(codes()).toContain('BANK_NOT_FOUND')
    expect(heard).toHaveBeenCalledTimes(4)
  })

  it('are none while the host cannot say, or when it says no longer', async () => {
    expect(watch(null).codes()).toEqual([])
    let isDown = true
    const list = vi.fn(async () => {
      if (isDown) throw new Error('The host is away.')
      return []
    })
    const { codes } = watch({ list })
    await vi.waitFor(() => expect(list).toHaveBeenCalledTimes(3))
    expect(codes()).toEqual([])
    isDown = false
    globalThis.dispatchEvent(new Event('focus'))
    await vi.waitFor(() => expect(codes()).toHaveLength(3))
    isDown = true
    globalThis.dispatchEvent(new Event('focus'))
    await vi.waitFor(() => expect(codes()).toEqual([]))
  })
})
