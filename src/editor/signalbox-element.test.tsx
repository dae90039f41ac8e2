/** `<signalbox-editor>` in a page that sets things when it has them. */
import { act } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import type { PipelineDocument } from '../../runtime/core/document/document.ts'
import { emptyPipeline } from '../../runtime/core/document/empty-pipeline.ts'
import type { Runner } from '../runs/runner.ts'
import type { EditorHandle } from './editor-handle.ts'
import { defineSignalboxElement } from './signalbox-element.tsx'

vi.mock('../canvas/pipeline-canvas.tsx', () => ({ PipelineCanvas: () => null }))
vi.mock('../palette/palette-panel.tsx', () => ({ PalettePanel: () => null }))
vi.mock('../inspector/inspector-panel.tsx', () => ({ InspectorPanel: () => null }))
vi.mock('../trace/run-drawer.tsx', () => ({ RunDrawer: () => null }))

interface Element extends HTMLElement {
  document: PipelineDocument
  runner: Runner
  theme: string
  readonly editor: EditorHandle | null
}

defineSignalboxElement({ stylesheet: null })

async function show(): Promise<Element> {
  // The class is the element's own business; what it offers stands in the interface above.
  const element = document.createElement('signalbox-editor') as Element
  element.document = emptyPipeline('p', 'P')
  await act(async () => document.body.append(element))
  await vi.waitFor(() => expect(element.editor).not.toBeNull())
  return element
}

const handleOf = (element: Element): EditorHandle => {
  if (element.editor === null) throw new Error('no editor')
  return element.editor
}

afterEach(() =>
  act(async () => {
    for (const element of document.querySelectorAll('signalbox-editor')) element.remove()
  }),
)

it('a runner that comes after the editor is shown is used, and what was drawn stays', async () => {
  const element = await show()
  const told = vi.fn<(event: Event) => void>()
  element.addEventListener('change', told)
  const document = handleOf(element).toJSON()
  await act(async () => handleOf(element).replace({ ...document, name: 'Renamed' }))
  expect(told).toHaveBeenCalledTimes(1)

  const run = vi.fn<Runner['run']>(async function* () {})
  await act(async () => {
    element.runner = {
      run,
      history: async () => ({ items: [], total: 0 }),
      trace: async function* () {},
      value: async () => null,
    }
  })
  await vi.waitFor(() => expect(element.editor).not.toBeNull())
  expect(handleOf(element).toJSON().name).toBe('Renamed')
  await act(async () => void (await handleOf(element).run({})))
  expect(run).toHaveBeenCalledTimes(1)
})

it('a change of the theme does not open the editor anew', async () => {
  const element = await show()
  const document = handleOf(element).toJSON()
  await act(async () => handleOf(element).replace({ ...document, name: 'Renamed' }))
  await act(async () => {
    element.theme = 'dark'
  })
  await act(async () => handleOf(element).undo())
  expect(handleOf(element).toJSON().name).toBe('P')
})

it('an object of a page is read as a document is: what it leaves out has its default, and what is none is refused', async () => {
  const element = await show()
  const { notes: _notes, groups: _groups, ...bare } = emptyPipeline('bare', 'Bare')
  // As a page without types hands it over.
  await act(async () => Object.assign(element, { document: bare }))
  expect(handleOf(element).toJSON()).toMatchObject({ id: 'bare', notes: [], groups: [] })

  await act(async () => handleOf(element).replace({ ...handleOf(element).toJSON(), name: 'Renamed' }))
  const renamed = handleOf(element).toJSON()
  expect(() => Object.assign(element, { document: { nodes: 3 } })).toThrow(/not valid at \//)
  expect(handleOf(element).toJSON()).toBe(renamed)
})
