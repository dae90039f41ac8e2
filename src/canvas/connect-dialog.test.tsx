import { cleanup, fireEvent, screen, within } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { emptyPipeline } from '../../runtime/core/document/empty-pipeline.ts'
import { makeTestEditor } from '../editor/editor-fixture.ts'
import { renderInEditor } from '../editor/render-fixture.tsx'
import { ConnectDialog } from './connect-dialog.tsx'

// jsdom has neither; names in these tests need no escaping.
globalThis.CSS ??= { escape: (text: string) => text } as typeof CSS
Element.prototype.scrollIntoView = () => undefined

const node = (id: string, type: string, config: Record<string, string> = {}) => ({
  id,
  type,
  version: 1,
  config,
  position: { x: 0, y: 0 },
})
const wire = (id: string, to: string, port: string) => ({
  id,
  from: { node: 'in', port: 'question' },
  to: { node: to, port },
})

/** A question wired to a template, beside another template with two inputs. */
function show(picked: { readonly moved?: string }) {
  const editor = makeTestEditor({
    document: {
      ...emptyPipeline('p', 'P'),
      nodes: [
        node('in', 'input'),
        node('one', 'template', { template: '{{ a }}' }),
        node('two', 'template', { template: '{{ b }} {{ c }}' }),
      ],
      edges: [wire('w', 'one', 'a')],
    },
  })
  renderInEditor(editor, <ConnectDialog />)
  const pick = () =>
    editor.session.getState().pick({ node: 'in', port: 'question', side: 'output', onto: 'two', ...picked })
  const edges = () => editor.document.getState().document.edges
  return { pick, edges, editor }
}

afterEach(cleanup)

it('moves the end of a wire to the port that is chosen, as one step', async () => {
  const { pick, edges, editor } = show({ moved: 'w' })
  pick()
  const dialog = await screen.findByRole('dialog')
  fireEvent.click(within(dialog).getByRole('option', { name: /\bc\b/ }))
  expect(edges().map(({ to }) => `${to.node}.${to.port}`)).toEqual(['two.c'])
  editor.document.getState().undo()
  expect(edges()).toEqual([wire('w', 'one', 'a')])
})

it('draws another wire where none is moved', async () => {
  const { pick, edges } = show({})
  pick()
  const dialog = await screen.findByRole('dialog')
  fireEvent.click(within(dialog).getByRole('option', { name: /\bc\b/ }))
  expect(edges().map(({ to }) => `${to.node}.${to.port}`)).toEqual(['one.a', 'two.c'])
})
