/** A node type of a host whose setting names a dataset: picked in the inspector, and made from there. */
import { cleanup, fireEvent, screen } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { builtinNodes } from '../../nodes/index.ts'
import { emptyPipeline } from '../../runtime/core/document/empty-pipeline.ts'
import { defineNode } from '../../runtime/core/node/define-node.ts'
import { port } from '../../runtime/core/node/ports.ts'
import type { Resource, ResourceProvider } from '../session/resources.ts'
import { resourceKinds } from '../session/resources.ts'
import { showInspector } from './inspector-fixture.tsx'

const examples = defineNode({
  type: 'examples',
  version: 1,
  title: 'Examples',
  category: 'retrieval',
  summary: 'Gives the rows of a dataset.',
  config: z.object({
    dataset: z.string().default('').meta({ title: 'Rows of', widget: 'resource', resource: 'dataset' }),
  }),
  inputs: {},
  outputs: { rows: port.json('Rows') },
  needs: [],
  migrations: {},
  run: () => ({ rows: null }),
})

// jsdom has neither; names in these tests need no escaping.
globalThis.CSS ??= { escape: (text: string) => text } as typeof CSS
Element.prototype.scrollIntoView = () => undefined

afterEach(cleanup)

it('shows the dataset that is set, the way to it, and takes one that is made on the spot', async () => {
  const datasets: Resource[] = [{ id: 'trips', name: 'Trips', detail: '62 rows' }]
  const resources: ResourceProvider = {
    kinds: resourceKinds,
    list: async (kind) => (kind === 'dataset' ? [...datasets] : []),
    create: vi.fn<NonNullable<ResourceProvider['create']>>(async (_kind, { name }) => {
      const made = { id: name.toLowerCase(), name }
      datasets.push(made)
      return made
    }),
    hrefOf: (kind, id) => `#/${kind}s/${id ?? ''}`,
  }
  const node = { id: 'n', type: 'examples', version: 1, position: { x: 0, y: 0 } }
  const { configOf } = showInspector('n', {
    document: { ...emptyPipeline('p', 'P'), nodes: [{ ...node, config: { dataset: 'trips' } }] },
    nodes: [...builtinNodes, examples],
    resources,
  })
  const field = () => screen.getByLabelText<HTMLInputElement>('Rows of', { selector: 'input' })
  await screen.findByText('62 rows')
  expect(field().value).toBe('Trips')
  expect(screen.getByText('Datasets').closest('a')?.getAttribute('href')).toBe('#/datasets/trips')

  fireEvent.click(screen.getByText('New dataset'))
  fireEvent.change(
    await screen.findByLabelText('Name', { selector: '[role="dialog"] input' }, { timeout: 5_000 }),
    {
      target: { value: 'Fares' },
    },
  )
  fireEvent.click(screen.getByText('Create'))
  await vi.waitFor(() => expect(field().value).toBe('Fares'))
  expect(resources.create).toHaveBeenCalledWith('dataset', { name: 'Fares', language: 'en' })
  expect(configOf('n')).toEqual({ dataset: 'fares' })
})
