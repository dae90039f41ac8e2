import fc from 'fast-check'
import { expect, it } from 'vitest'
import { documentSchema } from '../../runtime/core/document/document.ts'
import type { EdgeRecord, NodeRecord, PipelineDocument } from '../../runtime/core/document/document.ts'
import { emptyPipeline } from '../../runtime/core/document/empty-pipeline.ts'
import { addNode, connectPorts, deleteItems, makeNode, renameNode } from './commands.ts'
import { addNote, changeGroup, changeNote, groupNodes } from './group-commands.ts'
import { keyOf, mergeDocuments } from './merge-documents.ts'
import type { Merge } from './merge-documents.ts'

const takesMany = ({ type }: NodeRecord) => type === 'merge'

type Edit = (document: PipelineDocument) => PipelineDocument

/** One change drawn at random; it looks at the document only when it is made. */
const anyEdit: fc.Arbitrary<Edit> = fc
  .record({
    pick: fc.nat(6),
    other: fc.nat(6),
    text: fc.constantFrom('One', 'Two', 'Three'),
    kind: fc.constantFrom(
      'add',
      'merge',
      'rename',
      'delete',
      'connect',
      'connect',
      'connect',
      'cut',
      'group',
      'title',
      'note',
      'write',
    ),
  })
  .map(({ pick, other, text, kind }) => (document) => {
    const node = (index: number) => document.nodes[index % (document.nodes.length || 1)]
    const id = (index: number) => node(index)?.id ?? 'none'
    const add = (type: string) => addNode(makeNode(document, type, 1, { x: pick, y: other }))
    const commands = {
      add: () => add('template'),
      merge: () => add('merge'),
      rename: () => renameNode(id(pick), text),
      delete: () => deleteItems(new Set([id(pick)]), new Set()),
      connect: () =>
        connectPorts(
          { node: id(pick), port: 'text' },
          { node: id(other), port: 'value' },
          node(other)?.type === 'merge',
        ),
      cut: () =>
        deleteItems(new Set(), new Set([document.edges[pick % (document.edges.length || 1)]?.id ?? ''])),
      group: () => groupNodes(new Set([id(pick), id(other)]), text),
      title: () => changeGroup('group', { title: text }),
      note: () => addNote({ x: pick, y: other }),
      write: () => changeNote('note', { text }),
    }
    return commands[kind]().change(document)
  })

const start = ['template', 'template', 'merge', 'template'].reduce(
  (document, type) => addNode(makeNode(document, type, 1, { x: 0, y: 0 })).change(document),
  emptyPipeline('p', 'P'),
)
const anyEdits = fc.array(anyEdit, { maxLength: 8 })
const edit = (document: PipelineDocument, edits: readonly Edit[]) =>
  edits.reduce((current, change) => change(current), document)
const endsOf = ({ from, to }: EdgeRecord) => `${from.node}.${from.port} ${to.node}.${to.port}`

function expectWhole(document: PipelineDocument): void {
  const { nodes, edges, groups, notes } = documentSchema.parse(document)
  for (const list of [nodes, edges, groups, notes]) {
    expect(new Set(list.map(({ id }) => id)).size).toBe(list.length)
  }
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const wired = edges.flatMap(({ from, to }) => {
    expect(byId.has(from.node)).toBe(true)
    const node = byId.get(to.node)
    expect(node).toBeDefined()
    return node === undefined || takesMany(node) ? [] : [`${to.node}.${to.port}`]
  })
  expect(new Set(wired).size).toBe(wired.length)
  const members = groups.flatMap((group) => group.nodes)
  expect(members.filter((id) => !byId.has(id))).toEqual([])
  expect(new Set(members).size).toBe(members.length)
}

/** Wires that a side drew, all of them there. */
function expectDrawn({ sides: { base, mine, theirs } }: Merge, merged: PipelineDocument): void {
  const [old, all] = [new Set(base?.edges.map(endsOf)), new Set(merged.edges.map(endsOf))]
  const drawn = [...mine.edges, ...theirs.edges].map(endsOf).filter((ends) => !old.has(ends))
  expect(drawn.filter((ends) => !all.has(ends))).toEqual([])
}

it('two rounds of edits of one pipeline make a whole pipeline, whatever is chosen, and lose no wire unasked', () => {
  fc.assert(
    fc.property(
      fc.tuple(anyEdits, anyEdits, anyEdits),
      fc.boolean(),
      fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
      ([first, second, third], isKnown, answers) => {
        const base = edit(start, first)
        const [mine, theirs] = [edit(base, second), edit(base, third)]
        const merge = mergeDocuments(isKnown ? base : null, mine, theirs, takesMany)
        const choices = new Map(
          merge.conflicts.map((conflict, index) => [
            keyOf(conflict),
            answers[index % answers.length] === true ? ('mine' as const) : ('theirs' as const),
          ]),
        )
        const merged = merge.resolve(choices)
        expectWhole(merged)
        if (merge.conflicts.length === 0) expectDrawn(merge, merged)
      },
    ),
    { numRuns: 500 },
  )
})

it('edits of one side alone are taken as they are', () => {
  fc.assert(
    fc.property(fc.tuple(anyEdits, anyEdits), ([first, second]) => {
      const base = edit(start, first)
      const mine = edit(base, second)
      expect(mergeDocuments(base, mine, base, takesMany)).toMatchObject({ conflicts: [] })
      expect(mergeDocuments(base, mine, base, takesMany).resolve(new Map())).toEqual(mine)
      const theirs = mergeDocuments(base, base, mine, takesMany)
      expect(theirs.conflicts).toEqual([])
      expect(new Set(theirs.resolve(new Map()).edges.map(endsOf))).toEqual(new Set(mine.edges.map(endsOf)))
    }),
    { numRuns: 300 },
  )
})
