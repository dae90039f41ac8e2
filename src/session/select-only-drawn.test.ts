import { expect, it } from 'vitest'
import { emptyPipeline } from '../../runtime/core/document/empty-pipeline.ts'
import { addNode, connectPorts } from '../document/commands.ts'
import { createDocumentStore } from '../document/document-store.ts'
import { selectOnlyDrawn } from './select-only-drawn.ts'
import { createSessionStore } from './session-store.ts'

const node = (id: string) => ({ id, type: 'reader', version: 1, config: {}, position: { x: 0, y: 0 } })

it('what Undo takes away is no longer selected, the rest still is', () => {
  const documents = createDocumentStore({ ...emptyPipeline('p', 'P'), nodes: [node('a'), node('b')] })
  const session = createSessionStore()
  selectOnlyDrawn(documents, session)
  const { apply, undo } = documents.getState()
  apply(addNode(node('c')))
  apply(connectPorts({ node: 'a', port: 'x' }, { node: 'b', port: 'y' }, false))
  const [wire] = documents.getState().document.edges
  session.getState().select(['a', 'c'], [wire?.id ?? ''])
  undo()
  expect(session.getState().selection).toEqual({ nodes: new Set(['a', 'c']), edges: new Set() })
  undo()
  expect(session.getState().selection.nodes).toEqual(new Set(['a']))
})
