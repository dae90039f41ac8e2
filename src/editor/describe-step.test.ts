import { describe, expect, it } from 'vitest'
import { emptyPipeline } from '../../runtime/core/document/empty-pipeline.ts'
import type { DocumentCommand } from '../document/commands.ts'
import { addNode, connectPorts, deleteItems, moveNodes, setSetting } from '../document/commands.ts'
import { createDocumentStore } from '../document/document-store.ts'
import { addNote } from '../document/group-commands.ts'
import { describeStep } from './describe-step.ts'

const words = {
  titleOf: ({ id }: { id: string }) => id.toUpperCase(),
  settingOf: (_node: unknown, name: string) => `the ${name}`,
}
const at = { x: 0, y: 0 }
const node = (id: string) => ({ id, type: 'reader', version: 1, config: {}, position: at })

/** What the last of these steps was about. */
function lastOf(...commands: readonly DocumentCommand[]): string {
  const store = createDocumentStore({
    ...emptyPipeline('p', 'P'),
    nodes: ['a', 'b', 'c', 'd', 'e'].map(node),
  })
  for (const command of commands) store.getState().apply(command)
  const step = store.getState().past.at(-1)
  return step === undefined ? 'none' : describeStep(step, words)
}

const cutAll: DocumentCommand = {
  kind: 'delete',
  change: (document) => deleteItems(new Set(), new Set(document.edges.map(({ id }) => id))).change(document),
}

const wire = (from: string, to: string) =>
  connectPorts({ node: from, port: 'out' }, { node: to, port: 'in' }, false)

describe('a step of the history says', () => {
  it('which node came, and which setting of which node was changed', () => {
    expect(lastOf(addNode(node('new')))).toBe('NEW')
    expect(lastOf(setSetting('a', 'topK', 7))).toBe('A · the topK')
  })

  it('from where to where a wire leads that came, took another’s place, or went', () => {
    expect(lastOf(wire('a', 'b'))).toBe('A → B')
    expect(lastOf(wire('a', 'c'), wire('b', 'c'))).toBe('B → C')
    expect(lastOf(wire('a', 'b'), cutAll)).toBe('A → B')
  })

  it('what was deleted or moved, three by name', () => {
    expect(lastOf(wire('a', 'b'), deleteItems(new Set(['b']), new Set()))).toBe('B')
    const far = new Map(['a', 'b', 'c', 'd', 'e'].map((id) => [id, { x: 8, y: 8 }]))
    expect(lastOf(moveNodes(far))).toBe('A, B, C +2')
  })

  it('nothing of what has no name', () => expect(lastOf(addNote(at))).toBe(''))
})
