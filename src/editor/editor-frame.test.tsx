/** Every panel keeps its faults to itself: the others stay, it is said which one failed and why, and it can be tried again. */
import { act, cleanup, configure, fireEvent, render, screen, within } from '@testing-library/react'
import { ReactFlowProvider } from '@xyflow/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { emptyRunView } from '../../runtime/core/trace/run-view.ts'
import { EditorContext } from '../session/editor-context.tsx'
import { SignalboxRoot } from '../ui/signalbox-root.tsx'
import { makeTestEditor } from './editor-fixture.ts'
import { EditorFrame } from './editor-frame.tsx'

const { broken, fragile } = vi.hoisted(() => {
  const failing = new Set<string>()
  const make = (name: string) => () => {
    if (failing.has(name)) throw new Error(`no ${name} today`)
    return `the ${name} works`
  }
  return { broken: failing, fragile: make }
})
vi.mock('../canvas/pipeline-canvas.tsx', () => ({ PipelineCanvas: fragile('canvas') }))
vi.mock('../palette/palette-panel.tsx', () => ({ PalettePanel: fragile('palette') }))
vi.mock('../outline/outline-panel.tsx', () => ({ OutlinePanel: fragile('outline') }))
vi.mock('../inspector/inspector-panel.tsx', () => ({ InspectorPanel: fragile('inspector') }))
vi.mock('../trace/chat-panel.tsx', () => ({ ChatPanel: fragile('chat') }))
vi.mock('../trace/form-panel.tsx', () => ({ FormPanel: fragile('form') }))
vi.mock('../trace/run-head.tsx', () => ({ RunHead: () => null }))
vi.mock('../trace/run-tools.tsx', () => ({ RunTools: () => null }))
vi.mock('../trace/waterfall.tsx', () => ({ Waterfall: fragile('waterfall') }))
vi.mock('../trace/node-values.tsx', () => ({ NodeValues: fragile('values') }))
vi.mock('../trace/history-panel.tsx', () => ({ HistoryPanel: fragile('history') }))
vi.mock('./history-dialog.tsx', () => ({ HistoryDialog: fragile('dialog') }))

const runner = {
  run: async function* () {},
  history: () => Promise.resolve({ items: [], total: 0 }),
  trace: async function* () {},
  value: () => Promise.resolve(null),
}

function show(headEnd?: React.ReactNode) {
  const editor = makeTestEditor({ runner })
  const { show: open } = editor.session.getState()
  open('palette', true)
  open('inspector', true)
  open('drawer', true)
  editor.runs.setState({ view: { ...emptyRunView, status: 'succeeded' } })
  render(
    <SignalboxRoot theme="light" locale="en">
      <EditorContext value={editor}>
        <ReactFlowProvider>
          <EditorFrame headEnd={headEnd} />
        </ReactFlowProvider>
      </EditorContext>
    </SignalboxRoot>,
  )
  return editor
}

/** Presses with what React Aria takes for a press by a screen reader. */
const press = (element: HTMLElement) => fireEvent.click(element)

async function retry(alert: HTMLElement): Promise<void> {
  broken.clear()
  press(within(alert).getByRole('button', { name: 'Try again' }))
}

// What is loaded first may take its time on a busy machine.
configure({ asyncUtilTimeout: 20_000 })

beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => undefined))
afterEach(() => {
  cleanup()
  broken.clear()
  vi.restoreAllMocks()
})

describe('a panel that fails', () => {
  const standing = ['canvas', 'palette', 'inspector', 'chat']
  it.each([
    ['canvas', 'Pipeline canvas'],
    ['palette', 'Nodes'],
    ['inspector', 'Settings of the selection'],
    ['chat', 'Chat'],
  ])('leaves the others in use, says so and is tried again: %s', async (name, label) => {
    broken.add(name)
    show()
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toContain(`"${label}" stopped working`)
    expect(alert.textContent).toContain(`no ${name} today`)
    for (const other of standing.filter((one) => one !== name)) await screen.findByText(`the ${other} works`)
    await retry(alert)
    await screen.findByText(`the ${name} works`)
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it.each([
    ['form', 'Form'],
    ['waterfall', 'Waterfall'],
    ['values', 'Values'],
    ['history', 'History'],
  ])('leaves the other tabs of the run panel in use: %s', async (name, label) => {
    broken.add(name)
    show()
    await screen.findByText('the chat works')
    press(screen.getByRole('tab', { name: label }))
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toContain(`"${label}" stopped working`)
    press(screen.getByRole('tab', { name: 'Chat' }))
    await screen.findByText('the chat works')
    press(screen.getByRole('tab', { name: label }))
    await retry(await screen.findByRole('alert'))
    await screen.findByText(`the ${name} works`)
  })

  it('is tried again by itself when it shows something else', async () => {
    broken.add('inspector').add('palette')
    const editor = show()
    await vi.waitFor(() => expect(screen.getAllByRole('alert')).toHaveLength(2), { timeout: 20_000 })
    broken.clear()
    act(() => editor.session.getState().select(['other']))
    await screen.findByText('the inspector works')
    act(() => editor.session.getState().toggleOutline())
    await screen.findByText('the outline works')
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it.each(['outline', 'dialog'])('is also the %s', async (name) => {
    broken.add(name)
    const editor = show()
    await screen.findByText('the chat works')
    act(() => {
      if (name === 'outline') editor.session.getState().toggleOutline()
      else editor.session.getState().open({ kind: 'history' })
    })
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toContain(`no ${name} today`)
    expect(screen.getByText('the canvas works')).toBeTruthy()
    await retry(alert)
    await screen.findByText(`the ${name} works`)
  })

  it('is also what a host puts into the head; a dialog that fails can be closed', async () => {
    const HostPart = fragile('host part')
    broken.add('host part').add('dialog')
    const editor = show(<HostPart />)
    const part = await screen.findByRole('alert')
    expect(part.textContent).toContain('This could not be drawn: no host part today')
    act(() => editor.session.getState().open({ kind: 'history' }))
    const [, dialog = part] = await screen.findAllByRole('alert')
    press(within(dialog).getByRole('button', { name: 'Close' }))
    expect(screen.getAllByRole('alert')).toEqual([part])
    await retry(part)
    await screen.findByText('the host part works')
  })
})
