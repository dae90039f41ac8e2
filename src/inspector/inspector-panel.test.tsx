import { act, cleanup, fireEvent, screen, within } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { emptyPipeline } from '../../runtime/core/document/empty-pipeline.ts'
import { builtinNodes } from '../../nodes/index.ts'
import type { NodeRecord, PipelineDocument } from '../../runtime/core/document/document.ts'
import { validatePipeline } from '../../runtime/core/document/validate.ts'
import { defineNode } from '../../runtime/core/node/define-node.ts'
import { port } from '../../runtime/core/node/ports.ts'
import { readNodeFields } from '../forms/read-fields.ts'
import { showInspector } from './inspector-fixture.tsx'

/** A node type as a host program may bring it: every shape of setting, no titles. */
const anything = defineNode({
  type: 'anything',
  version: 1,
  title: 'Anything',
  category: 'logic',
  summary: 'Has settings of every shape.',
  config: z.object({
    headers: z.record(z.string(), z.string()).default({}),
    nested: z.object({ depth: z.int().min(1).default(2), isDeep: z.boolean().default(false) }).optional(),
    steps: z.array(z.object({ id: z.string().optional(), count: z.int() })).default([]),
    either: z.union([z.object({ a: z.string() }), z.object({ b: z.number() })]).optional(),
    tags: z.array(z.string()).default([]),
  }),
  inputs: {},
  outputs: { value: port.json('Value') },
  needs: [],
  migrations: {},
  run: () => ({ value: null }),
})

const node = (id: string, type: string, config: NodeRecord['config'] = {}): NodeRecord => ({
  id,
  type,
  version: 1,
  config,
  position: { x: 0, y: 0 },
})

const pipeline: PipelineDocument = {
  ...emptyPipeline('p', 'P'),
  nodes: [
    node('find', 'hybrid-retriever', { index: 'handbook' }),
    node('router', 'condition-router', {
      rules: [
        { id: 'rule-1', label: 'A', input_intent: [], when: '' },
        { id: 'rule-2', label: 'B', input_intent: [], when: '' },
      ],
    }),
    node('any', 'anything'),
  ],
  edges: [{ id: 'e', from: { node: 'router', port: 'rule-3' }, to: { node: 'find', port: 'query' } }],
}

function show(selected: string, isReadOnly = false, nodes: NodeRecord[] = pipeline.nodes) {
  return showInspector(selected, {
    document: nodes === pipeline.nodes ? pipeline : { ...pipeline, nodes, edges: [] },
    nodes: [...builtinNodes, anything],
    isReadOnly,
  })
}

/** By label, which is far quicker here than by role. */
const fieldOf = (name: string) =>
  screen.getByLabelText<HTMLInputElement>(name, { selector: 'input, textarea' })
const type = (name: string, text: string) => fireEvent.change(fieldOf(name), { target: { value: text } })
const valueOf = (name: string) => fieldOf(name).value

// jsdom has neither; names in these tests need no escaping.
globalThis.CSS ??= { escape: (text: string) => text } as typeof CSS
Element.prototype.scrollIntoView = () => undefined

afterEach(cleanup)

describe('a number field', () => {
  it('keeps what is no number, changes nothing meanwhile, and lets it go with the document', () => {
    const { editor, configOf } = show('find')
    type('Passages to keep', '7')
    type('Passages to keep', '7 or')
    expect(configOf('find')).toMatchObject({ limit: 7 })
    expect(valueOf('Passages to keep')).toBe('7 or')
    expect(screen.getByText('Not a number. Write it like 5 or 0.25.')).toBeTruthy()
    fireEvent.keyDown(fieldOf('Passages to keep'), { key: 'z', ctrlKey: true })
    expect(configOf('find')).toEqual({ index: 'handbook' })
    expect(valueOf('Passages to keep')).toBe('5')
    editor.document.getState().redo()
    expect(configOf('find')).toMatchObject({ limit: 7 })
  })

  it('goes by its step within its range with the arrow keys', () => {
    const { configOf } = show('find')
    const field = fieldOf('Passages to keep')
    fireEvent.keyDown(field, { key: 'ArrowUp' })
    fireEvent.keyDown(field, { key: 'PageDown' })
    expect(configOf('find')).toMatchObject({ limit: 1 })
  })

  it('emptied means the default', () => {
    const { configOf } = show('find')
    type('Passages to keep', '9')
    type('Passages to keep', '')
    fireEvent.blur(fieldOf('Passages to keep'))
    expect(configOf('find')).toEqual({ index: 'handbook' })
    expect(valueOf('Passages to keep')).toBe('5')
  })
})

describe('rules', () => {
  it('a new one takes no id that a rule or a wire has', () => {
    const { configOf } = show('router')
    fireEvent.click(screen.getByRole('button', { name: 'Add a rule' }))
    expect(configOf('router')?.['rules']).toMatchObject([
      { id: 'rule-1' },
      { id: 'rule-2' },
      { id: 'rule-4' },
    ])
  })

  it('keep their ids when they move and when their labels change', () => {
    const { configOf } = show('router')
    fireEvent.click(screen.getByRole('button', { name: /^1\. A/ }))
    type('Label', 'Renamed')
    fireEvent.click(screen.getByRole('button', { name: 'Move 1. Renamed down' }))
    expect(configOf('router')?.['rules']).toMatchObject([
      { id: 'rule-2', label: 'B' },
      { id: 'rule-1', label: 'Renamed' },
    ])
  })
})

describe('settings of any shape', () => {
  it('have fields, and JSON where nothing else fits', () => {
    const { configOf } = show('any')
    const settings = within(screen.getByRole('region', { name: 'Settings' }))
    fireEvent.click(
      within(screen.getByRole('group', { name: 'Headers' })).getByRole('button', { name: 'Add an entry' }),
    )
    type('Value key-1', 'x')
    fireEvent.click(
      within(screen.getByRole('group', { name: 'Nested' })).getByRole('button', { name: 'Add' }),
    )
    type('Depth', '4')
    fireEvent.click(
      within(screen.getByRole('group', { name: 'Steps' })).getByRole('button', { name: 'Add an entry' }),
    )
    type('Count', '3')
    type('Either', '{ "a": ')
    expect(settings.getByText('Not valid JSON yet. Check quotes, commas and brackets.')).toBeTruthy()
    type('Either', '{ "a": "b" }')
    expect(configOf('any')).toEqual({
      headers: { 'key-1': 'x' },
      nested: { depth: 4 },
      steps: [{ id: 'entry-1', count: 3 }],
      either: { a: 'b' },
    })
    expect(anything.config.safeParse(configOf('any')).success).toBe(true)
  })
})

describe('a setting that a port gives', () => {
  it('is exposed under its name in kebab case', () => {
    const { editor } = show('find')
    fireEvent.click(screen.getByLabelText('Take Weight of meaning from a port'))
    const { document: changed } = editor.document.getState()
    expect(changed.nodes[0]?.exposed).toEqual(['dense-weight'])
    expect(validatePipeline(changed, editor.nodes).map(({ code }) => code)).not.toContain('EXPOSED_INVALID')
    expect(screen.getByText(/port dense-weight/)).toBeTruthy()
    fireEvent.click(screen.getByLabelText('Stop taking Weight of meaning from a port'))
    expect(editor.document.getState().document.nodes[0]?.exposed).toBeUndefined()
  })
})

describe('a read-only document', () => {
  it('shows every setting and lets none be changed', () => {
    const { editor } = show('find', true)
    expect(valueOf('Passages to keep')).toBe('5')
    const fields = screen.getAllByRole<HTMLInputElement>('textbox')
    expect(fields.every(({ readOnly, disabled }) => readOnly || disabled)).toBe(true)
    type('Passages to keep', '9')
    expect(editor.document.getState().document).toBe(pipeline)
  })
})

describe.each(builtinNodes.map((definition) => [definition.type, definition] as const))(
  'the form of %s',
  (nodeType, definition) => {
    it('has a labelled control for every setting, and none is mere JSON', async () => {
      const fields = readNodeFields(definition, () => undefined)
      show('one', false, [node('one', nodeType)])
      for (const { name, title, control } of fields) {
        const frame = document.querySelector<HTMLElement>(`[data-setting="${name}"]`)
        if (frame === null) throw new Error(`${name} has no control`)
        // Rare controls are loaded when first shown.
        await within(frame).findAllByLabelText(title, {}, { timeout: 5_000 })
        expect(control, name).not.toBe('json')
      }
      const frames = document.querySelectorAll('section[aria-label="Settings"] [data-setting]')
      const outermost = [...frames].filter((frame) => !frame.parentElement?.closest('[data-setting]'))
      expect(outermost.length).toBe(fields.length)
    })
  },
)

describe('a request to go to a setting', () => {
  it('puts the focus into its field', () => {
    const { editor } = show('router')
    act(() => editor.session.getState().goToNode('find', 'limit'))
    expect(document.activeElement).toBe(fieldOf('Passages to keep'))
  })
})
