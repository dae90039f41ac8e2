import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emptyPipeline } from '../../runtime/core/document/empty-pipeline.ts'
import type { PipelineDocument } from '../../runtime/core/document/document.ts'
import { documentSchema } from '../../runtime/core/document/document.ts'
import type { DocumentCommand } from './commands.ts'
import {
  addNode,
  connectPorts,
  deleteItems,
  makeNode,
  moveNodes,
  muteNodes,
  renameNode,
  setPipelineFacts,
  setPolicy,
  setSetting,
} from './commands.ts'
import { createDocumentStore, historyLimit } from './document-store.ts'
import { adoptFragment, copyNodes, pasteFragment } from './fragment.ts'

const empty: PipelineDocument = {
  ...emptyPipeline('p', 'P'),
}

/** A command drawn at random; it looks at the document only when it is applied. */
const anyCommand: fc.Arbitrary<(document: PipelineDocument) => DocumentCommand> = fc
  .record({
    pick: fc.nat(),
    other: fc.nat(),
    x: fc.integer({ min: -1_000, max: 1_000 }),
    text: fc.string({ maxLength: 12 }),
    kind: fc.constantFrom(
      'add',
      'move',
      'connect',
      'delete',
      'copy',
      'set',
      'unset',
      'rename',
      'policy',
      'mute',
      'facts',
    ),
  })
  .map(({ pick, other, x, text, kind }) => (document) => {
    const at = (index: number) => document.nodes[index % (document.nodes.length || 1)]?.id ?? 'none'
    switch (kind) {
      case 'add':
        return addNode(makeNode(document, 'template', 1, { x, y: other % 500 }))
      case 'move':
        return moveNodes(new Map([[at(pick), { x, y: x }]]))
      case 'connect':
        return connectPorts({ node: at(pick), port: 'text' }, { node: at(other), port: 'value' }, x > 0)
      case 'delete':
        return deleteItems(new Set([at(pick)]), new Set([document.edges[0]?.id ?? '']))
      case 'copy':
        return pasteFragment(
          adoptFragment(document, copyNodes(document, new Set([at(pick), at(other)])), { x: 8, y: 8 }),
        )
      case 'set':
        return setSetting(at(pick), 'template', text)
      case 'unset':
        return setSetting(at(pick), 'template', undefined)
      case 'rename':
        return renameNode(at(pick), text)
      case 'policy':
        return setPolicy(at(pick), { timeoutMs: 1 + (other % 1_000) })
      case 'mute':
        return muteNodes(new Set([at(pick)]), x > 0)
      case 'facts':
        return setPipelineFacts({ name: text || 'P' })
    }
  })

describe('document store', () => {
  it('undo of everything returns to the same document, redo to the last one', () => {
    fc.assert(
      fc.property(fc.array(anyCommand, { maxLength: 40 }), (commands) => {
        let time = 0
        const store = createDocumentStore(empty, { now: () => (time += 10_000) })
        const seen: PipelineDocument[] = [empty]
        for (const make of commands) {
          store.getState().apply(make(store.getState().document))
          const { document } = store.getState()
          if (document !== seen.at(-1)) seen.push(document)
        }
        for (const document of seen.toReversed()) {
          expect(store.getState().document).toBe(document)
          store.getState().undo()
        }
        for (const document of seen) {
          expect(store.getState().document).toBe(document)
          store.getState().redo()
        }
      }),
    )
  })

  it('every document on the way is a valid one, with unique ids and no edge without its nodes', () => {
    fc.assert(
      fc.property(fc.array(anyCommand, { maxLength: 30 }), (commands) => {
        const store = createDocumentStore(empty)
        for (const make of commands) store.getState().apply(make(store.getState().document))
        const document = documentSchema.parse(store.getState().document)
        const ids = new Set(document.nodes.map(({ id }) => id))
        expect(ids.size).toBe(document.nodes.length)
        expect(new Set(document.edges.map(({ id }) => id)).size).toBe(document.edges.length)
        for (const { from, to } of document.edges) expect(ids.has(from.node) && ids.has(to.node)).toBe(true)
      }),
    )
  })

  it('typing one word is one step, the next word another', () => {
    const store = createDocumentStore({ ...empty, nodes: [makeNode(empty, 'template', 1, { x: 0, y: 0 })] })
    for (const text of ['H', 'He', 'Hel', 'Hel w', 'Hel wo']) {
      store.getState().apply(setSetting('template', 'template', text))
    }
    expect(store.getState().past).toHaveLength(2)
    store.getState().undo()
    expect(store.getState().document.nodes[0]?.config).toEqual({ template: 'Hel' })
    store.getState().undo()
    expect(store.getState().document.nodes[0]?.config).toEqual({})
  })

  it('a pause ends a step', () => {
    let time = 0
    const store = createDocumentStore(
      { ...empty, nodes: [makeNode(empty, 'template', 1, { x: 0, y: 0 })] },
      { now: () => time },
    )
    store.getState().apply(setSetting('template', 'template', 'a'))
    time = 60_000
    store.getState().apply(setSetting('template', 'template', 'ab'))
    expect(store.getState().past).toHaveLength(2)
  })

  it('a new change after undo forgets what could be redone', () => {
    const store = createDocumentStore(empty)
    store.getState().apply(setPipelineFacts({ name: 'A' }))
    store.getState().undo()
    store.getState().apply(setPipelineFacts({ description: 'B' }))
    store.getState().redo()
    expect(store.getState().document).toMatchObject({ name: 'P', description: 'B' })
  })

  it('changes nothing in a read-only document', () => {
    const store = createDocumentStore(empty, { isReadOnly: true })
    store.getState().apply(setPipelineFacts({ name: 'A' }))
    expect(store.getState().document).toBe(empty)
  })

  it('a command without effect is no step', () => {
    const store = createDocumentStore(empty)
    store.getState().apply(deleteItems(new Set(['nobody']), new Set()))
    store.getState().apply(setPipelineFacts({ name: 'P' }))
    expect(store.getState().past).toHaveLength(0)
  })

  it('remembers a bounded number of steps', () => {
    const store = createDocumentStore(empty)
    for (let count = 0; count < historyLimit + 20; count += 1) {
      store.getState().apply(addNode(makeNode(store.getState().document, 'merge', 1, { x: 0, y: 0 })))
    }
    expect(store.getState().past).toHaveLength(historyLimit)
  })
})

describe('commands', () => {
  it('a wire to an input that is taken replaces the one that is there, unless the port takes many', () => {
    const nodes = ['a', 'b', 'c'].map((id) => ({ ...makeNode(empty, 'merge', 1, { x: 0, y: 0 }), id }))
    const wired = connectPorts({ node: 'a', port: 'x' }, { node: 'c', port: 'v' }, false).change({
      ...empty,
      nodes,
    })
    const replaced = connectPorts({ node: 'b', port: 'x' }, { node: 'c', port: 'v' }, false).change(wired)
    expect(replaced.edges.map(({ from }) => from.node)).toEqual(['b'])
    const both = connectPorts({ node: 'b', port: 'x' }, { node: 'c', port: 'v' }, true).change(wired)
    expect(both.edges.map(({ from }) => from.node)).toEqual(['a', 'b'])
  })
})
