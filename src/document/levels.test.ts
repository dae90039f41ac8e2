import { describe, expect, it, vi } from 'vitest'
import { builtinNodes } from '../../nodes/index.ts'
import type { NodeRecord, PipelineDocument } from '../../runtime/core/document/document.ts'
import { emptyPipeline } from '../../runtime/core/document/empty-pipeline.ts'
import { createEchoPipeline } from '../../runtime/core/document/pipeline-ports.ts'
import { createNodeRegistry } from '../../runtime/core/node/registry.ts'
import type { Json } from '../../runtime/core/values.ts'
import { renameNode, renamePort, setSetting } from './commands.ts'
import { createDocumentStore } from './document-store.ts'
import { createLevels } from './levels.ts'
import type { LoadPipeline } from './stored-pipelines.ts'
import { createStoredPipelines } from './stored-pipelines.ts'

const registry = createNodeRegistry(builtinNodes)

const sub = (id: string, pipeline: Json | undefined, results: Json[] = []): NodeRecord => ({
  id,
  type: 'sub-pipeline',
  version: 1,
  config: { ...(pipeline === undefined ? {} : { pipeline }), results },
  position: { x: 0, y: 0 },
})

/** One pipeline in another: `outer`, the node `sub` in it, the node `inner` in its pipeline. */
function open(loadPipeline: LoadPipeline = null) {
  const echo = createEchoPipeline('item')
  const child = JSON.parse(
    JSON.stringify({ ...echo, nodes: [...echo.nodes, sub('inner', undefined)] }),
  ) as Json
  const document: PipelineDocument = {
    ...emptyPipeline('outer', 'Outer'),
    nodes: [
      sub('sub', { inline: child }, [{ name: 'answer', type: 'json' }]),
      sub('stored', { id: 'other', revision: 'r1' }),
      { id: 'end', type: 'output', version: 1, config: {}, position: { x: 0, y: 0 } },
    ],
    edges: [{ id: 'e', from: { node: 'sub', port: 'answer' }, to: { node: 'end', port: 'value' } }],
  }
  const whole = createDocumentStore(document)
  return { whole, levels: createLevels(whole, registry, createStoredPipelines(loadPipeline, registry)) }
}

describe('the levels of a document', () => {
  it('change the whole from inside, with one history', async () => {
    const { whole, levels } = open()
    await levels.open(['sub', 'inner'])
    expect(levels.store.getState()).toMatchObject({ path: ['sub', 'inner'], cause: 'asked' })
    levels.shown.getState().apply(renameNode('input', 'Deep'))
    expect(JSON.stringify(whole.getState().document)).toContain('Deep')
    expect(levels.shown.getState().past).toHaveLength(1)
    levels.shown.getState().undo()
    expect(JSON.stringify(whole.getState().document)).not.toContain('Deep')
    expect(levels.store.getState().path).toEqual(['sub', 'inner'])
  })

  it('keep the objects that do not change, so that only what changed is drawn', async () => {
    const { levels } = open()
    await levels.open(['sub'])
    const before = levels.shown.getState().document
    levels.shown.getState().apply(renameNode('input', 'In'))
    const after = levels.shown.getState().document
    expect(after.nodes[1]).toBe(before.nodes[1])
    expect(after.edges).toBe(before.edges)
  })

  it('lead out when what is shown goes', async () => {
    const { whole, levels } = open()
    await levels.open(['sub'])
    const { document } = whole.getState()
    whole.getState().open({ ...document, nodes: document.nodes.slice(1), edges: [] })
    expect(levels.store.getState()).toMatchObject({ path: [], cause: 'lost' })
    expect(levels.shown.getState().document).toBe(whole.getState().document)
    await levels.open(['sub', 'inner'])
    expect(levels.store.getState().path).toEqual([])
  })

  it('keep the wires of a result and a field that get another name, and the types of the results', async () => {
    const { whole, levels } = open()
    await levels.open(['sub'])
    levels.shown.getState().apply(setSetting('output', 'name', 'reply'))
    const fields = [{ name: 'thing', type: 'text' }]
    levels.shown.getState().apply(renamePort('input', { name: 'fields', value: fields }, 'item', 'thing'))
    const { nodes, edges } = whole.getState().document
    expect(edges[0]?.from).toEqual({ node: 'sub', port: 'reply' })
    expect(nodes[0]?.config['results']).toEqual([{ name: 'reply', type: 'text' }])
  })

  it('show a stored revision as it is, where the host keeps any', async () => {
    await expect(open().levels.open(['stored'])).rejects.toMatchObject({ pipeline: 'other' })
    const load = vi.fn(async () => createEchoPipeline('question'))
    const { whole, levels } = open(load)
    await levels.open(['stored'])
    await levels.open(['stored'])
    expect(load).toHaveBeenCalledExactlyOnceWith({ id: 'other', revision: 'r1' })
    expect(levels.shown.getState().isReadOnly).toBe(true)
    const before = whole.getState().document
    levels.shown.getState().apply(renameNode('input', 'Changed'))
    expect(whole.getState().document).toBe(before)
  })
})
