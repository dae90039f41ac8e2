import { describe, expect, it } from 'vitest'
import { emptyPipeline } from '../../runtime/core/document/empty-pipeline.ts'
import type { NodeRecord, PipelineDocument } from '../../runtime/core/document/document.ts'
import { keyOf, mergeDocuments as mergeOf } from './merge-documents.ts'
import type { Side } from './merge-records.ts'

const mergeDocuments = (before: PipelineDocument | null, mine: PipelineDocument, theirs: PipelineDocument) =>
  mergeOf(before, mine, theirs, ({ type }) => type === 'merge')

const node = (id: string, config: NodeRecord['config'] = {}, x = 0): NodeRecord => ({
  id,
  type: 'template',
  version: 1,
  config,
  position: { x, y: 0 },
})

const edge = (id: string, from: string, to: string) => ({
  id,
  from: { node: from, port: 'text' },
  to: { node: to, port: 'text' },
})

const base: PipelineDocument = {
  ...emptyPipeline('p', 'Desk'),
  nodes: [node('a'), node('b')],
  edges: [edge('e1', 'a', 'b')],
}

it('takes from each side what only that side changed', () => {
  const mine = { ...base, name: 'My desk', nodes: [node('a', { template: 'mine' }), node('b')] }
  const theirs = { ...base, nodes: [node('a'), node('b', {}, 40), node('c')] }
  const { conflicts, resolve } = mergeDocuments(base, mine, theirs)
  expect(conflicts).toEqual([])
  expect(resolve(new Map())).toMatchObject({
    name: 'My desk',
    nodes: [{ id: 'a', config: { template: 'mine' } }, { id: 'b', position: { x: 40 } }, { id: 'c' }],
  })
})

it('asks where both changed the same node, and does what was chosen', () => {
  const mine = { ...base, nodes: [node('a', { template: 'mine' }), node('b')] }
  const theirs = { ...base, nodes: [node('a', { template: 'theirs' }), node('b')] }
  const { conflicts, resolve } = mergeDocuments(base, mine, theirs)
  expect(conflicts.map(keyOf)).toEqual(['node a'])
  expect(resolve(new Map()).nodes[0]?.config).toEqual({ template: 'mine' })
  expect(resolve(new Map([['node a', 'theirs']])).nodes[0]?.config).toEqual({ template: 'theirs' })
})

it('asks when one side deleted what the other changed', () => {
  const mine = { ...base, nodes: [node('b')], edges: [] }
  const theirs = { ...base, nodes: [node('a', { template: 'kept' }), node('b')] }
  const { conflicts, resolve } = mergeDocuments(base, mine, theirs)
  expect(conflicts).toEqual([{ kind: 'node', id: 'a', theirs: node('a', { template: 'kept' }) }])
  expect(resolve(new Map()).nodes.map(({ id }) => id)).toEqual(['b'])
  expect(resolve(new Map([['node a', 'theirs']])).nodes.map(({ id }) => id)).toEqual(['b', 'a'])
})

it('leaves no edge without its nodes', () => {
  const mine = { ...base, nodes: [node('b')], edges: [] }
  const theirs = { ...base, nodes: [...base.nodes, node('c')], edges: [...base.edges, edge('e2', 'a', 'c')] }
  const { conflicts, resolve } = mergeDocuments(base, mine, theirs)
  expect(conflicts.map(keyOf)).toEqual(['node a'])
  expect(resolve(new Map()).edges).toEqual([])
})

it('asks about facts that both changed', () => {
  const { conflicts, resolve } = mergeDocuments(base, { ...base, name: 'A' }, { ...base, name: 'B' })
  expect(conflicts).toEqual([{ kind: 'fact', id: 'name', mine: 'A', theirs: 'B' }])
  expect(resolve(new Map([['fact name', 'theirs']])).name).toBe('B')
})

it('is the same whichever side made the same change', () => {
  const changed = { ...base, name: 'Both' }
  expect(mergeDocuments(base, changed, changed)).toMatchObject({ conflicts: [] })
})

describe('wires', () => {
  const wires = (document: PipelineDocument) =>
    document.edges.map(({ from, to }) => `${from.node}→${to.node}`).sort()
  const line: PipelineDocument = {
    ...base,
    nodes: ['in', 't', 'u', 'out'].map((id) => node(id)),
    edges: [edge('e1', 'in', 't'), edge('e2', 't', 'out'), edge('e3', 'in', 'u')],
  }
  const without = (id: string, document = line): PipelineDocument => ({
    ...document,
    nodes: document.nodes.filter((one) => one.id !== id),
    edges: document.edges.filter(({ from, to }) => from.node !== id && to.node !== id),
  })
  const renamed: PipelineDocument = {
    ...line,
    nodes: line.nodes.map((one) => (one.id === 't' ? { ...one, name: 'Kept' } : one)),
  }
  const rewired = (from: string): PipelineDocument => ({
    ...line,
    edges: [edge('e1', 'in', 't'), edge(`to-${from}`, from, 'out'), edge('e3', 'in', 'u')],
  })
  const bridged = { ...without('t'), edges: [...without('t').edges, edge('bridge', 'in', 'out')] }

  it.each([
    ['mine', renamed, without('t')],
    ['theirs', without('t'), renamed],
    ['mine', renamed, bridged],
    ['theirs', bridged, renamed],
  ] as const)('of a node that is kept are those of its side: %s', (side: Side, mine, theirs) => {
    const { conflicts, resolve } = mergeDocuments(line, mine, theirs)
    expect(conflicts.map(keyOf)).toEqual(['node t'])
    expect(wires(resolve(new Map([['node t', side]])))).toEqual(['in→t', 'in→u', 't→out'])
    const other = side === 'mine' ? 'theirs' : 'mine'
    const gone = mine === bridged || theirs === bridged ? ['in→out', 'in→u'] : ['in→u']
    expect(wires(resolve(new Map([['node t', other]])))).toEqual(gone)
  })

  it.each([
    ['mine', rewired('u'), without('u')],
    ['theirs', without('u'), rewired('u')],
  ] as const)(
    'drawn at a node that the other side deleted are asked about: %s',
    (side: Side, mine, theirs) => {
      const { conflicts, resolve } = mergeDocuments(line, mine, theirs)
      expect(conflicts.map(keyOf)).toEqual(['node u'])
      expect(wires(resolve(new Map([['node u', side]])))).toEqual(['in→t', 'in→u', 'u→out'])
      const other = side === 'mine' ? 'theirs' : 'mine'
      expect(wires(resolve(new Map([['node u', other]])))).toEqual(['in→t', 't→out'])
    },
  )

  it('into one single input are a question, and into one that takes many are not', () => {
    const { conflicts, resolve } = mergeDocuments(line, rewired('u'), rewired('in'))
    expect(conflicts.map(keyOf)).toEqual(['port out text'])
    expect(wires(resolve(new Map()))).toEqual(['in→t', 'in→u', 'u→out'])
    expect(wires(resolve(new Map([['port out text', 'theirs']])))).toEqual(['in→out', 'in→t', 'in→u'])
    expect(mergeDocuments(null, rewired('u'), rewired('in')).conflicts.map(keyOf)).toEqual(['port out text'])
    expect(mergeDocuments(line, rewired('u'), rewired('u')).conflicts).toEqual([])
    const asMany = (document: PipelineDocument): PipelineDocument => ({
      ...document,
      nodes: document.nodes.map((one) => (one.id === 'out' ? { ...one, type: 'merge' } : one)),
    })
    const many = mergeDocuments(asMany(line), asMany(rewired('u')), asMany(rewired('in')))
    expect(many.conflicts).toEqual([])
    expect(wires(many.resolve(new Map()))).toEqual(['in→out', 'in→t', 'in→u', 'u→out'])
  })
})

describe('what both sides added under the same id', () => {
  const note = (text: string, id = 'note') => ({
    id,
    text,
    position: { x: 0, y: 0 },
    size: { width: 240, height: 140 },
  })
  const group = (title: string, nodes: string[]) => ({
    id: 'group',
    title,
    color: 'text',
    nodes,
    collapsed: false,
  })

  it('stays twice, with its wires and its place in groups', () => {
    const mine = {
      ...base,
      nodes: [...base.nodes, node('c', { template: 'mine' })],
      notes: [note('Mine')],
      groups: [group('Mine', ['a'])],
    }
    const theirs = {
      ...base,
      nodes: [...base.nodes, node('c', { template: 'theirs' })],
      edges: [...base.edges, edge('e2', 'b', 'c')],
      notes: [note('Theirs')],
      groups: [group('Theirs', ['b', 'c'])],
    }
    const { conflicts, resolve } = mergeDocuments(base, mine, theirs)
    expect(conflicts).toEqual([])
    expect(resolve(new Map())).toMatchObject({
      nodes: [{ id: 'a' }, { id: 'b' }, { id: 'c', config: { template: 'mine' } }, { id: 'c-2' }],
      edges: [{ id: 'e1' }, { id: 'e2', to: { node: 'c-2' } }],
      notes: [note('Mine'), note('Theirs', 'note-2')],
      groups: [group('Mine', ['a']), { ...group('Theirs', ['b', 'c-2']), id: 'group-2' }],
    })
  })

  it('is a question by its id where both changed it, as notes and groups are', () => {
    const before = { ...base, notes: [note('One')], groups: [group('One', ['a'])] }
    const changed = (text: string) => ({ ...base, notes: [note(text)], groups: [group(text, ['a'])] })
    const { conflicts, resolve } = mergeDocuments(before, changed('Two'), changed('Three'))
    expect(conflicts.map(keyOf)).toEqual(['note note', 'group group'])
    expect(resolve(new Map([['note note', 'theirs']]))).toMatchObject({
      notes: [{ text: 'Three' }],
      groups: [{ title: 'Two' }],
    })
    expect(mergeDocuments(before, changed('Two'), before).resolve(new Map()).notes).toEqual([note('Two')])
  })

  it('a group loses members that are gone, is no question for that, and gets back those that are kept', () => {
    const before = { ...base, groups: [group('One', ['a', 'b'])] }
    const deleted = { ...base, nodes: [node('b')], edges: [], groups: [group('One', ['b'])] }
    const titled = { ...base, groups: [group('Two', ['a', 'b'])] }
    const merge = mergeDocuments(before, deleted, titled)
    expect(merge.conflicts).toEqual([])
    expect(merge.resolve(new Map()).groups).toEqual([group('Two', ['b'])])
    const changed = { ...before, nodes: [node('a', { template: 'kept' }), node('b')] }
    const asked = mergeDocuments(before, deleted, changed)
    expect(asked.conflicts.map(keyOf)).toEqual(['node a'])
    expect(asked.resolve(new Map([['node a', 'theirs']])).groups).toEqual([group('One', ['b', 'a'])])
    const alone = { ...base, groups: [group('One', ['a'])] }
    const emptied = { ...deleted, groups: [] }
    expect(mergeDocuments(alone, emptied, alone).resolve(new Map()).groups).toEqual([])
    const back = mergeDocuments(alone, emptied, { ...changed, groups: alone.groups })
    expect(back.resolve(new Map([['node a', 'theirs']])).groups).toEqual(alone.groups)
  })
})
