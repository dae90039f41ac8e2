import { cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import type { NodeProps } from '@xyflow/react'
import { ReactFlowProvider } from '@xyflow/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { defineNode } from '../../runtime/core/node/define-node.ts'
import { port } from '../../runtime/core/node/ports.ts'
import { resolveNode } from '../document/resolve-node.ts'
import { makeTestEditor } from '../editor/editor-fixture.ts'
import { EditorContext } from '../session/editor-context.tsx'
import { SignalboxRoot } from '../ui/signalbox-root.tsx'
import type { CardNode } from './flow-nodes.ts'
import { NodeCard } from './node-card.tsx'

const faults = new Set<string>()
const failIn = (place: string) => {
  if (faults.has(place)) throw new Error(`the plugin has no ${place}`)
}

/** A node type of a host, whose own code fails where `faults` says. */
const gauge = defineNode({
  type: 'gauge',
  version: 1,
  title: 'Gauge',
  category: 'logic',
  summary: 'Shows a level.',
  config: z.object({}),
  inputs: {},
  outputs: { value: port.number('Level') },
  needs: [],
  migrations: {},
  describe: () => {
    failIn('summary')
    return [{ text: 'half full', values: {} }]
  },
  run: () => ({ value: 1 }),
})

function GaugeFace() {
  failIn('face')
  return <span>the face</span>
}

function show() {
  const editor = makeTestEditor({
    nodes: [{ definition: gauge, card: { component: GaugeFace, heightPx: 40 } }],
  })
  const cardOf = (id: string, type: string) => {
    const record = { id, type, version: 1, name: `Card ${id}`, config: {}, position: { x: 0, y: 0 } }
    const data = { resolved: resolveNode(record, editor.nodes), missing: { inputs: [], outputs: [] } }
    // Of what React Flow hands to a node these are all that a card reads.
    const props = { id, data, selected: false } as unknown as NodeProps<CardNode>
    return <NodeCard {...props} />
  }
  render(
    <SignalboxRoot theme="light" locale="en">
      <EditorContext value={editor}>
        <ReactFlowProvider>
          {cardOf('a', 'gauge')}
          {cardOf('b', 'unheard-of')}
        </ReactFlowProvider>
      </EditorContext>
    </SignalboxRoot>,
  )
}

beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => undefined))
afterEach(() => {
  cleanup()
  faults.clear()
  vi.restoreAllMocks()
})

it('shows what a host draws on it', () => {
  show()
  expect(screen.getByText('the face')).toBeTruthy()
  expect(screen.getByText('half full')).toBeTruthy()
})

it.each([
  ['face', 'This could not be drawn: the plugin has no face', 1],
  ['summary', '"Card a" could not be drawn: the plugin has no summary', 0],
])('keeps a fault of the host to itself, in its %s, and can be tried again', (place, text, cards) => {
  faults.add(place)
  show()
  const alert = screen.getByRole('alert')
  expect(alert.textContent).toContain(text)
  expect(screen.queryAllByRole('group', { name: /Card a/ })).toHaveLength(cards)
  expect(screen.getByRole('group', { name: /Card b/ })).toBeTruthy()
  faults.clear()
  fireEvent.click(within(alert).getByRole('button', { name: 'Try again' }))
  expect(screen.queryByRole('alert')).toBeNull()
  expect(screen.getByText('the face')).toBeTruthy()
})
