/** What is wrong with the pipelines that nodes run: missing ones, circles, depth, and names that they do not have. */
import { afterEach, describe, expect, it, vi } from 'vitest'
import { builtinNodes } from '../../nodes/index.ts'
import type { NodeRecord, PipelineDocument } from '../../runtime/core/document/document.ts'
import { failure } from '../../runtime/core/errors/failure.ts'
import { createNodeRegistry } from '../../runtime/core/node/registry.ts'
import type { Json } from '../../runtime/core/values.ts'
import { node, pipelineOf } from '../../runtime/testing/pipelines.ts'
import { setSetting } from './commands.ts'
import { createDocumentStore } from './document-store.ts'
import { createIssueStore } from './issue-store.ts'
import { placeOfIssue } from './issue-place.ts'
import type { LoadPipeline } from './stored-pipelines.ts'
import { createStoredPipelines } from './stored-pipelines.ts'

const registry = createNodeRegistry(builtinNodes)

const runs = (id: string, pipeline: Json, config: Record<string, Json> = {}) =>
  node(id, 'sub-pipeline', { pipeline, ...config })
const stored = (id: string) => ({ id, revision: 'r'.repeat(20) })

const draw = (id: string, ...nodes: NodeRecord[]): PipelineDocument => ({
  ...pipelineOf([node('in', 'input'), ...nodes, node('out', 'output')], []),
  id,
  name: id.toUpperCase(),
})
const inline = (document: PipelineDocument) => ({ inline: JSON.parse(JSON.stringify(document)) as Json })

const stops: (() => void)[] = []
afterEach(() => {
  for (const stop of stops.splice(0)) stop()
})

/** A started store of faults over pipelines that are stored under their ids. */
function watch(document: PipelineDocument, others: readonly PipelineDocument[], isThere = true) {
  const load = vi.fn<NonNullable<LoadPipeline>>(async ({ id, revision }) => {
    const found = others.find((one) => one.id === id)
    if (found === undefined) throw failure('PIPELINE_NOT_FOUND', { pipeline: id })
    if (revision === 'lost') throw failure('REVISION_NOT_FOUND', { pipeline: id, revision })
    return found
  })
  const pipelines = createStoredPipelines(isThere ? load : null, registry)
  const documents = createDocumentStore(document, { isReadOnly: false })
  const issues = createIssueStore(documents, registry, null, pipelines)
  stops.push(issues.start())
  const told = () =>
    issues.store
      .getState()
      .issues.filter(({ code }) => /^(SUB_PIPELINE|PIPELINE|REVISION)_/.test(code))
      .map(({ code, params, path, node: at }) => ({ code, params, path, node: at }))
  return { documents, issues, load, told, find: () => pipelines.store.getState().find }
}

describe('what a node runs', () => {
  it('is a problem where it is missing, as a pipeline or a version, also inside another; it is asked for once', async () => {
    const { documents, issues, load, told, find } = watch(
      draw(
        'a',
        runs('one', stored('gone')),
        runs('two', { id: 'b', revision: 'lost' }),
        runs('three', stored('b')),
        { ...runs('four', stored('gone-too')), muted: true },
      ),
      [draw('b', node('deep', 'map', { pipeline: inline(draw('c', runs('deeper', stored('gone')))) }))],
    )
    const below = '/nodes/3/config/pipeline/revision/nodes/1/config/pipeline/inline/nodes/1/config/pipeline'
    await vi.waitFor(() =>
      expect(told().filter(({ code }) => code !== 'SUB_PIPELINE_END_UNKNOWN')).toEqual([
        {
          code: 'PIPELINE_NOT_FOUND',
          params: { pipeline: 'gone' },
          path: '/nodes/1/config/pipeline',
          node: 'one',
        },
        {
          code: 'REVISION_NOT_FOUND',
          params: { pipeline: 'b', revision: 'lost' },
          path: '/nodes/2/config/pipeline',
          node: 'two',
        },
        { code: 'PIPELINE_NOT_FOUND', params: { pipeline: 'gone' }, path: below, node: 'three' },
      ]),
    )
    const inner = issues.store.getState().issues.find(({ path }) => path === below)
    expect(inner && placeOfIssue(inner, documents.getState().document, registry, find())).toEqual({
      node: 'three/deep/deeper',
      setting: 'pipeline',
    })
    const asked = load.mock.calls.length
    documents.getState().apply(setSetting('one', 'fields', [{ name: 'x', type: 'text' }], null))
    await vi.waitFor(() => expect(issues.store.getState().settle().length).toBeGreaterThan(0))
    await new Promise((resolve) => setTimeout(resolve, 90))
    expect(load).toHaveBeenCalledTimes(asked)
  })

  it('is asked for again when the window comes back', async () => {
    const others = [draw('b')]
    const { told } = watch(draw('a', runs('one', stored('b'))), others)
    const removed = others.splice(0)
    await vi.waitFor(() => expect(told().map(({ code }) => code)).toEqual(['PIPELINE_NOT_FOUND']))
    others.push(...removed)
    globalThis.dispatchEvent(new Event('focus'))
    await vi.waitFor(() => expect(told()).toEqual([]))
    others.splice(0)
    globalThis.dispatchEvent(new Event('focus'))
    await vi.waitFor(() => expect(told().map(({ code }) => code)).toEqual(['PIPELINE_NOT_FOUND']))
  })

  it('is no problem where nobody can say', async () => {
    const { issues, told } = watch(
      draw('a', runs('one', stored('gone')), runs('two', stored('a'))),
      [],
      false,
    )
    await vi.waitFor(() => expect(issues.store.getState().isChecked).toBe(true))
    await import('./pipeline-issues.ts')
    expect(told().map(({ code }) => code)).toEqual(['SUB_PIPELINE_LOOP'])
  })

  it('is a problem where it leads back, over however many pipelines', async () => {
    const { told } = watch(
      draw('a', runs('self', stored('a')), runs('near', stored('b')), runs('far', stored('c'))),
      [
        draw('a'),
        draw('b', runs('back', stored('a'))),
        draw('c', runs('on', inline(draw('a', runs('to', stored('d')))))),
        draw('d', runs('round', stored('c'))),
      ],
    )
    await vi.waitFor(() =>
      expect(told().map(({ code, params, node: at }) => [code, params['pipelines'], at])).toEqual([
        ['SUB_PIPELINE_LOOP', 'A → A', 'self'],
        ['SUB_PIPELINE_LOOP', 'A → B → A', 'near'],
        ['SUB_PIPELINE_LOOP', 'C → D → C', 'far'],
      ]),
    )
  })

  it('is a problem deeper than runs go', async () => {
    const chain = Array.from({ length: 9 }, (_, index) =>
      draw(`p${index}`, runs('next', stored(`p${index + 1}`))),
    )
    const { told } = watch(draw('a', runs('first', stored('p0')), runs('second', stored('p1'))), [
      ...chain,
      draw('p9'),
    ])
    await vi.waitFor(() =>
      expect(told().map(({ code, node: at }) => [code, at])).toEqual([
        ['SUB_PIPELINE_TOO_DEEP', 'first'],
        ['SUB_PIPELINE_TOO_DEEP', 'second'],
      ]),
    )
  })

  it('has the fields and outputs that settings name', async () => {
    const ends = (field: string, result: string) => ({
      fields: [{ name: field, type: 'text' }],
      results: [{ name: result, type: 'text' }],
    })
    const { told } = watch(
      draw(
        'a',
        node('list', 'map', { pipeline: stored('b') }),
        node('fine', 'map', { pipeline: stored('b'), field: 'question' }),
        { ...node('wired', 'map', { pipeline: stored('b') }), exposed: ['field'] },
        runs('wrong', stored('b'), ends('word', 'loud')),
        runs('right', stored('b'), ends('question', 'answer')),
        runs('drawn', inline(draw('c')), ends('unused', 'answer')),
      ),
      [draw('b')],
    )
    const unknown = (name: string, names: string, path: string, at: string) => ({
      code: 'SUB_PIPELINE_END_UNKNOWN',
      params: { pipeline: 'B', name, names },
      path,
      node: at,
    })
    await vi.waitFor(() =>
      expect(told()).toEqual([
        unknown('item', 'question', '/nodes/1/config/field', 'list'),
        unknown('word', 'question', '/nodes/4/config/fields', 'wrong'),
        unknown('loud', 'answer', '/nodes/4/config/results', 'wrong'),
      ]),
    )
  })
})
