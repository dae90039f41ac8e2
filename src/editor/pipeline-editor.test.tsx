/** Settings that an older Signalbox saved, in the editor. */
import { act, cleanup, render, screen } from '@testing-library/react'
import { createRef } from 'react'
import { afterEach, expect, it, vi } from 'vitest'
import { z } from 'zod'
import type { NodeRecord, PipelineDocument } from '../../runtime/core/document/document.ts'
import { emptyPipeline } from '../../runtime/core/document/empty-pipeline.ts'
import { defineNode } from '../../runtime/core/node/define-node.ts'
import { port } from '../../runtime/core/node/ports.ts'
import type { EditorHandle } from './editor-handle.ts'
import { PipelineEditor } from './pipeline-editor.tsx'

vi.mock('../canvas/pipeline-canvas.tsx', () => ({ PipelineCanvas: () => null }))
vi.mock('../palette/palette-panel.tsx', () => ({ PalettePanel: () => null }))
vi.mock('../inspector/inspector-panel.tsx', () => ({ InspectorPanel: () => null }))

const gauge = defineNode({
  type: 'gauge',
  version: 2,
  title: 'Gauge',
  category: 'logic',
  summary: 'Shows a level.',
  config: z.strictObject({ level: z.number() }),
  inputs: {},
  outputs: { value: port.number('Level') },
  needs: [],
  migrations: { 2: (old) => ({ level: z.object({ height: z.number() }).parse(old).height }) },
  run: () => ({ value: 1 }),
})

const old = (height: number | string): PipelineDocument => ({
  ...emptyPipeline('p', 'P'),
  nodes: [{ id: 'g', type: 'gauge', version: 1, config: { height }, position: { x: 0, y: 0 } }],
})

function show(document: PipelineDocument, readOnly = false) {
  const ref = createRef<EditorHandle>()
  const onChange = vi.fn<(document: PipelineDocument) => void>()
  const draw = (shown: PipelineDocument) => (
    <PipelineEditor
      ref={ref}
      document={shown}
      onChange={onChange}
      nodes={[gauge]}
      readOnly={readOnly}
      features={{ runs: false }}
    />
  )
  const { rerender } = render(draw(document))
  const handle = () => {
    if (ref.current === null) throw new Error('no editor')
    return ref.current
  }
  return { handle, onChange, open: (other: PipelineDocument) => rerender(draw(other)) }
}

const gaugeOf = ({ nodes }: PipelineDocument): NodeRecord | undefined => nodes[0]
const notices = () => screen.queryAllByText(/An older Signalbox saved the settings of Gauge/)

afterEach(cleanup)

it('are migrated when they are opened, which is said once, and told the host with the next change only', async () => {
  const { handle, onChange, open } = show(old(3))
  expect(gaugeOf(handle().toJSON())).toMatchObject({ version: 2, config: { level: 3 } })
  await vi.waitFor(() => expect(notices()).toHaveLength(1), { timeout: 20_000 })
  open(old(4))
  expect(gaugeOf(handle().toJSON())).toMatchObject({ version: 2, config: { level: 4 } })
  expect(onChange).not.toHaveBeenCalled()
  act(() => handle().replace({ ...handle().toJSON(), name: 'Q' }))
  expect(onChange).toHaveBeenCalledTimes(1)
  expect(onChange.mock.lastCall?.[0]).toMatchObject({
    name: 'Q',
    nodes: [{ version: 2, config: { level: 4 } }],
  })
  expect(notices()).toHaveLength(1)
})

it('that cannot be migrated stay as they are, with a problem at their node', () => {
  const document = old('high')
  const { handle } = show(document)
  expect(handle().toJSON()).toEqual(document)
  expect(notices()).toHaveLength(0)
  expect(handle().validate()).toContainEqual(
    expect.objectContaining({ code: 'NODE_NOT_MIGRATED', node: 'g' }),
  )
})

it('that come in later, as from the clipboard, are migrated too, and undo takes them away', () => {
  const { handle } = show(emptyPipeline('p', 'P'))
  act(() => handle().replace(old(5)))
  expect(gaugeOf(handle().toJSON())).toMatchObject({ version: 2, config: { level: 5 } })
  act(() => handle().undo())
  expect(gaugeOf(handle().toJSON())).toBeUndefined()
})

it('are shown migrated, and nothing is said, where they are only looked at', () => {
  const { handle } = show(old(3), true)
  expect(gaugeOf(handle().toJSON())).toMatchObject({ version: 2, config: { level: 3 } })
  expect(notices()).toHaveLength(0)
})

it('a host lists what can be done, and does it by name', () => {
  const { handle, onChange } = show(old(3))
  const named = (id: string) =>
    handle()
      .commands()
      .find((command) => command.id === id)
  expect(named('select-all')).toEqual({
    id: 'select-all',
    title: 'Select all',
    keys: ['Mod+a'],
    isEnabled: true,
  })
  expect(named('delete')).toMatchObject({ isEnabled: false })
  expect(handle().call('delete')).toBe(false)
  act(() => expect(handle().call('select-all')).toBe(true))
  expect(named('delete')).toMatchObject({ isEnabled: true })
  act(() => expect(handle().call('delete')).toBe(true))
  expect(onChange.mock.lastCall?.[0].nodes).toEqual([])
  expect(handle().call('no-such-command')).toBe(false)
})
