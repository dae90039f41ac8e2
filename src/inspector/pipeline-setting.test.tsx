/** What a node runs is picked in the inspector: a pipeline drawn in it or a stored one, with its ports, in one step of undo. */
import { act, cleanup, configure, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { PipelineDocument } from '../../runtime/core/document/document.ts'
import { failure } from '../../runtime/core/errors/failure.ts'
import type { StoredReference } from '../../runtime/core/services/sub-pipelines.ts'
import type { Json } from '../../runtime/core/values.ts'
import { node, pipelineOf, wire } from '../../runtime/testing/pipelines.ts'
import { validatePipeline } from '../../runtime/core/document/validate.ts'
import type { PipelineLibrary } from '../session/pipeline-library.ts'
import type { ResourceProvider } from '../session/resources.ts'
import { makeWatchedEditor } from '../editor/editor-fixture.ts'
import { showInspector } from './inspector-fixture.tsx'

const upper = (output: string): PipelineDocument => ({
  ...pipelineOf(
    [
      node('in', 'input', { fields: [{ name: 'word', type: 'text' }] }),
      node('shout', 'template', { template: '{{ word }}!' }),
      node('out', 'output', { name: output }),
    ],
    [wire('in.word', 'shout.word'), wire('shout.text', 'out.value')],
  ),
  id: 'upper',
})

/** Runs the pipeline that is drawn. */
const circle: PipelineDocument = {
  ...pipelineOf(
    [node('in', 'input'), node('back', 'sub-pipeline', { pipeline: { id: 'p', revision: 'then' } })],
    [],
  ),
  id: 'circle',
  name: 'Circle',
}

const stored: Readonly<Record<string, PipelineDocument>> = {
  'upper@new': upper('loud'),
  'upper@old': upper('said'),
  'empty@first': upper('first'),
  'made@1': upper('made'),
  'circle@round': circle,
  'p@then': { ...upper('then'), id: 'p' },
}
const versions = [
  { revision: 'new', name: 'Louder', note: '', createdAt: '2026-03-02T10:00:00Z' },
  { revision: 'old', name: '', note: 'As it was', createdAt: '2026-03-01T10:00:00Z' },
]

const library: PipelineLibrary = {
  list: async () => [
    { id: 'p', name: 'This one' },
    { id: 'upper', name: 'Upper', detail: '3 nodes' },
    { id: 'empty', name: 'Draft only' },
    { id: 'circle', name: 'Circle' },
  ],
  versions: async (pipeline) => {
    if (pipeline === 'upper') return versions
    if (pipeline === 'empty' || pipeline === 'made') return []
    if (pipeline === 'circle') return versions.map((one) => ({ ...one, revision: 'round' })).slice(0, 1)
    throw failure('PIPELINE_NOT_FOUND', { pipeline })
  },
  hrefOf: (pipeline) => `#/build/${pipeline}`,
}

const loadStored = async ({ id, revision }: StoredReference): Promise<PipelineDocument> => {
  const found = stored[`${id}@${revision}`]
  if (found === undefined) throw failure('REVISION_NOT_FOUND', { pipeline: id, revision })
  return found
}

// jsdom has neither; names in these tests need no escaping.
globalThis.CSS ??= { escape: (text: string) => text } as typeof CSS
Element.prototype.scrollIntoView = () => undefined

// Of a busy machine.
configure({ asyncUtilTimeout: 5_000 })

afterEach(cleanup)

interface Shown {
  readonly type?: string
  readonly pipelines?: PipelineLibrary | null
}

async function show(
  config: Record<string, Json>,
  { type = 'sub-pipeline', pipelines = library }: Shown = {},
) {
  const resources: ResourceProvider = { list: async () => [], ...(pipelines === null ? {} : { pipelines }) }
  const { editor, configOf } = showInspector(
    'n',
    {
      document: {
        ...pipelineOf(
          [node('ask', 'input'), node('n', type, config), node('end', 'output')],
          [wire('ask.question', 'n.question'), wire('n.answer', 'end.value')],
        ),
        id: 'p',
      },
      resources,
      loadPipeline: loadStored,
    },
    makeWatchedEditor,
  )
  await waitFor(() => expect(setting().childElementCount).toBeGreaterThan(1), { timeout: 5_000 })
  const state = () => editor.document.getState()
  return { editor, state, configOf: () => configOf('n') }
}

const setting = () => {
  const found = document.querySelector<HTMLElement>('[data-setting="pipeline"]')
  if (found === null) throw new Error('There is no setting.')
  return found
}

const fieldSetting = (name: string, label: RegExp) => {
  const found = document.querySelector<HTMLElement>(`[data-setting="${name}"]`)
  if (found === null) throw new Error('There is no setting.')
  return within(found).getByRole('button', { name: label })
}

async function choose(label: RegExp, option: RegExp) {
  const field = await waitFor(() => within(setting()).getByRole('button', { name: label }))
  fireEvent.click(field)
  fireEvent.click(await screen.findByRole('option', { name: option }))
}

async function pick(name: string) {
  const field = await screen.findByRole('combobox', { name: /Stored pipeline/ })
  act(() => field.focus())
  fireEvent.change(field, { target: { value: name.slice(0, 3) } })
  fireEvent.click(await screen.findByRole('option', { name: new RegExp(name) }))
}

const pinned = { id: 'upper', revision: 'new' }
const ends = {
  fields: [{ name: 'word', type: 'text' }],
  results: [{ name: 'loud', type: 'text' }],
}

describe('a stored pipeline', () => {
  it('is pinned at its newest version, with its ends as ports, and is one step of undo', async () => {
    const { editor, state, configOf } = await show({})
    expect(screen.getByText('2 nodes')).toBeTruthy()
    await choose(/ Pipeline$/, /A stored pipeline/)
    expect(state().past).toEqual([])
    await pick('Upper')
    await waitFor(() => expect(configOf()).toEqual({ pipeline: pinned, ...ends }))
    expect(state().past.length).toBe(1)
    // Wires of ports that are gone stay, and are told of.
    expect(state().document.edges.length).toBe(2)
    const codes = validatePipeline(state().document, editor.nodes).map(({ code }) => code)
    expect(codes).toEqual(['MISSING_PORT', 'MISSING_PORT'])
    await screen.findByText('Open the pipeline')
    state().undo()
    expect(configOf()).toEqual({})
  })

  it('of a list node is only what it runs', async () => {
    const { configOf } = await show({ atOnce: 2 }, { type: 'map' })
    await choose(/ Pipeline$/, /A stored pipeline/)
    await pick('Upper')
    await waitFor(() => expect(configOf()).toEqual({ atOnce: 2, pipeline: pinned, field: 'word' }))
  })

  it('gives a list node its fields to choose from, and marks another', async () => {
    const { configOf } = await show({ pipeline: pinned, field: 'item' }, { type: 'map' })
    const field = await waitFor(() => fieldSetting('field', /item Field for the item/))
    expect(document.querySelector('[data-setting="field"]')?.textContent).toContain(
      'has no "item". Choose one of word.',
    )
    fireEvent.click(field)
    fireEvent.click(await screen.findByRole('option', { name: /word/ }))
    expect(configOf()).toEqual({ pipeline: pinned, field: 'word' })
    expect(document.querySelector('[data-setting="field"]')?.textContent).not.toContain('has no')
  })

  it.each([
    ['sub-pipeline', { pipeline: pinned, ...ends }, {}],
    ['map', { pipeline: pinned, field: 'word', atOnce: 2 }, { atOnce: 2 }],
  ] as const)('of a %s is reset with what belongs to it, in one step', async (type, before, after) => {
    const { state, configOf } = await show(before, { type })
    fireEvent.click(screen.getByRole('button', { name: 'Reset Pipeline to the default' }))
    await waitFor(() => expect(configOf()).toEqual(after))
    expect(state().past.length).toBe(1)
    state().undo()
    expect(configOf()).toEqual(before)
  })

  it('whose inputs and outputs the node does not state gives it those', async () => {
    const { configOf } = await show({
      pipeline: pinned,
      fields: ends.fields,
      results: [{ name: 'said', type: 'text' }],
    })
    await screen.findByText(/not those that this node states/)
    fireEvent.click(screen.getByRole('button', { name: 'Take its inputs and outputs' }))
    await waitFor(() => expect(configOf()).toEqual({ pipeline: pinned, ...ends }))
    await waitFor(() => expect(screen.queryByText(/not those that this node states/)).toBeNull())
  })

  it('with a newer version says so and takes it at a press; an older one is chosen by its note', async () => {
    const { configOf } = await show({ pipeline: { id: 'upper', revision: 'old' } })
    await screen.findByText('There is a newer version: Louder.')
    fireEvent.click(screen.getByRole('button', { name: 'Take the newest' }))
    await waitFor(() => expect(configOf()).toEqual({ pipeline: pinned, ...ends }))
    expect(screen.queryByText(/There is a newer version/)).toBeNull()
    await choose(/ Version$/, /As it was/)
    await waitFor(() =>
      expect(configOf()).toMatchObject({
        pipeline: { id: 'upper', revision: 'old' },
        results: [{ name: 'said', type: 'text' }],
      }),
    )
  })

  it('is copied when it is to be drawn in the node, and undo brings the reference back', async () => {
    const { state, configOf } = await show({ pipeline: pinned, ...ends })
    await choose(/ Pipeline$/, /Drawn in this node/)
    await waitFor(() =>
      expect(configOf()).toEqual({ pipeline: { inline: stored['upper@new'] }, results: ends.results }),
    )
    expect(screen.getByText('3 nodes')).toBeTruthy()
    state().undo()
    expect(configOf()).toEqual({ pipeline: pinned, ...ends })
  })

  it('that cannot be read gives way to a new one', async () => {
    const { configOf } = await show({ pipeline: { id: 'upper', revision: 'gone' }, ...ends })
    await screen.findByText(/no revision "gone"/)
    await choose(/ Pipeline$/, /Drawn in this node/)
    await waitFor(() => expect(configOf()).toEqual({}))
  })
})

describe('what cannot be chosen', () => {
  it('says why: the pipeline itself, and one without a version', async () => {
    const { state } = await show({})
    await choose(/ Pipeline$/, /A stored pipeline/)
    const field = await screen.findByRole('combobox', { name: /Stored pipeline/ })
    act(() => field.focus())
    fireEvent.change(field, { target: { value: 'This' } })
    const own = await screen.findByRole('option', { name: /This one/ })
    expect(own.getAttribute('aria-disabled')).toBe('true')
    expect(own.textContent).toContain('it cannot run itself')
    await pick('Draft only')
    await within(setting()).findByText('"Draft only" has no version yet. Open it and save one.')
    await pick('Circle')
    await within(setting()).findByText(/in a circle: .* → Circle → /)
    expect(state().past).toEqual([])
  })

  it('gets its first version, or is made from here, and is taken', async () => {
    const saveVersion = vi.fn(async () => ({
      revision: 'first',
      name: '',
      note: '',
      createdAt: '2026-03-03T10:00:00Z',
    }))
    const create = vi.fn(async (_made: PipelineDocument) => ({ id: 'made', revision: '1' }))
    const { state, configOf } = await show({}, { pipelines: { ...library, saveVersion, create } })
    await choose(/ Pipeline$/, /A stored pipeline/)
    await pick('Draft only')
    await within(setting()).findByText('"Draft only" has no version yet, and nodes run versions.')
    fireEvent.click(screen.getByRole('button', { name: 'Save its first version and take it' }))
    await waitFor(() => expect(configOf()?.['pipeline']).toEqual({ id: 'empty', revision: 'first' }))
    expect(saveVersion).toHaveBeenCalledExactlyOnceWith('empty')
    state().undo()
    await choose(/ Pipeline$/, /A stored pipeline/)
    fireEvent.click(await screen.findByRole('button', { name: 'New pipeline' }))
    const dialog = await screen.findByRole('dialog')
    within(dialog).getByText('It starts as a copy of what is drawn in this node.')
    fireEvent.change(within(dialog).getByRole('textbox', { name: /Name/ }), { target: { value: ' Mine ' } })
    fireEvent.click(within(dialog).getByRole('button', { name: 'Create' }))
    await waitFor(() => expect(configOf()?.['pipeline']).toEqual({ id: 'made', revision: '1' }))
    expect(create.mock.calls[0]?.[0]).toMatchObject({
      name: 'Mine',
      nodes: [{ type: 'input' }, { type: 'output' }],
    })
    expect(state().past.length).toBe(1)
  })

  it('says what is unknown: a pipeline, or a version', async () => {
    await show({ pipeline: { id: 'nowhere', revision: 'new' } })
    await screen.findByText(/"nowhere"/)
    cleanup()
    await show({ pipeline: { id: 'upper', revision: 'gone' } })
    await screen.findByText(/"gone"/)
  })
})

describe('without a list', () => {
  it.each([
    ['there is none', null, /keeps no pipelines/],
    [
      'it cannot be read',
      { ...library, list: () => Promise.reject(failure('PIPELINE_NOT_FOUND', { pipeline: 'x' })) },
      /The list could not be loaded/,
    ],
  ] as const)('where %s, that is said and JSON stays editable', async (_, pipelines, reason) => {
    const { configOf } = await show({ pipeline: pinned }, { pipelines })
    await screen.findByText(reason)
    const field = screen.getByLabelText('Pipeline', { selector: 'textarea' })
    fireEvent.change(field, { target: { value: '{"id":"other","revision":"1"}' } })
    expect(configOf()).toEqual({ pipeline: { id: 'other', revision: '1' } })
  })
})
