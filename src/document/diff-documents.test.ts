import { describe, expect, it } from 'vitest'
import type { PipelineDocument } from '../../runtime/core/document/document.ts'
import { emptyPipeline } from '../../runtime/core/document/empty-pipeline.ts'
import { countChanges, diffDocuments, marksOf } from './diff-documents.ts'

const node = (id: string, config = {}, x = 0) => ({
  id,
  type: 'template',
  version: 1,
  config,
  position: { x, y: 0 },
})
const wire = (id: string, from: string, to: string) => ({
  id,
  from: { node: from, port: 'text' },
  to: { node: to, port: 'value' },
})
const base: PipelineDocument = {
  ...emptyPipeline('desk', 'Desk'),
  nodes: [node('a', { template: 'Hello', limit: { k: 1, m: 2 } }), node('b'), node('c')],
  edges: [wire('e1', 'a', 'b'), wire('e2', 'b', 'c')],
}

describe('diffDocuments', () => {
  it('finds nothing where only places, ids of wires and the order of keys differ', () => {
    const moved: PipelineDocument = {
      ...base,
      nodes: [node('a', { limit: { m: 2, k: 1 }, template: 'Hello' }, 500), node('b', {}, 9), node('c')],
      edges: [wire('other', 'a', 'b'), wire('e2', 'b', 'c')],
    }
    expect(diffDocuments(base, moved)).toEqual({ nodes: [], wires: [], notes: [], groups: [], facts: [] })
  })

  it('tells notes by what they say, and groups by name and members', () => {
    const note = { id: 'n', text: 'Why', position: { x: 0, y: 0 }, size: { width: 9, height: 9 } }
    const group = { id: 'g', title: 'One', color: 'text', nodes: ['a'], collapsed: false }
    const before = { ...base, notes: [note], groups: [group] }
    const drawn = {
      ...base,
      notes: [{ ...note, position: { x: 8, y: 8 } }],
      groups: [{ ...group, color: 'json', collapsed: true }],
    }
    expect(countChanges(diffDocuments(before, drawn))).toBe(0)
    const after = {
      ...base,
      notes: [
        { ...note, text: 'For good' },
        { ...note, id: 'm' },
      ],
      groups: [{ ...group, nodes: ['a', 'b'] }],
    }
    const diff = diffDocuments(before, after)
    expect(diff).toMatchObject({
      notes: [
        { kind: 'changed', before: note, after: after.notes[0] },
        { kind: 'added', before: undefined, after: after.notes[1] },
      ],
      groups: [{ kind: 'changed', before: group, after: after.groups[0] }],
      facts: [],
    })
    expect(countChanges(diff)).toBe(3)
    expect(diffDocuments(before, base).groups).toEqual([{ kind: 'removed', before: group, after: undefined }])
  })

  it('names each setting that changed, with both values', () => {
    const [first, ...others] = base.nodes
    const after: PipelineDocument = {
      ...base,
      name: 'Help desk',
      nodes: [{ ...node('a', { template: 'Hi', strict: true }), name: 'Greeting', muted: true }, ...others],
    }
    expect(first).toBeDefined()
    const { nodes, facts } = diffDocuments(base, after)
    expect(nodes).toEqual([
      {
        kind: 'changed',
        node: after.nodes[0],
        settings: [
          { path: 'name', before: undefined, after: 'Greeting' },
          { path: 'muted', before: undefined, after: true },
          { path: 'config.template', before: 'Hello', after: 'Hi' },
          { path: 'config.strict', before: undefined, after: true },
          { path: 'config.limit', before: { k: 1, m: 2 }, after: undefined },
        ],
      },
    ])
    expect(facts).toEqual([{ path: 'name', before: 'Desk', after: 'Help desk' }])
  })

  it('marks each side with what it has of the change', () => {
    const after: PipelineDocument = {
      ...base,
      nodes: [node('a', { template: 'Hi', limit: { k: 1, m: 2 } }), node('b'), node('d')],
      edges: [wire('e1', 'a', 'b'), wire('e3', 'b', 'd')],
    }
    const diff = diffDocuments(base, after)
    expect(diff.nodes.map(({ kind, node: { id } }) => `${kind} ${id}`)).toEqual([
      'changed a',
      'added d',
      'removed c',
    ])
    const marks = marksOf(diff)
    expect(Object.fromEntries(marks.before)).toEqual({ a: 'changed', c: 'removed', e2: 'removed' })
    expect(Object.fromEntries(marks.after)).toEqual({ a: 'changed', d: 'added', e3: 'added' })
  })
})
