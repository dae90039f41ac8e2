import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import type { Failure } from '../../runtime/core/errors/failure.ts'
import { failure } from '../../runtime/core/errors/failure.ts'
import { SignalboxRoot } from '../ui/signalbox-root.tsx'
import type { BackendDialogProps } from './backend-dialog.tsx'
import { BackendDialog } from './backend-dialog.tsx'

// jsdom has none; names in these tests need no escaping.
globalThis.CSS ??= { escape: (text: string) => text } as typeof CSS

afterEach(cleanup)

const origin = 'http://127.0.0.1:8000'
const whole = { id: 'house', address: `${origin}/v1` }

function showDialog(props: Partial<BackendDialogProps> = {}) {
  const onSave = vi.fn<BackendDialogProps['onSave']>(() => Promise.resolve())
  const onClose = vi.fn<() => void>()
  render(
    <SignalboxRoot>
      <BackendDialog
        title="New backend"
        initial={whole}
        credentials={{ names: [] }}
        {...{ onSave, onClose, ...props }}
      />
    </SignalboxRoot>,
  )
  return { onSave: props.onSave ?? onSave, onClose }
}

const field = (label: string) => screen.getByLabelText(label, { selector: 'input' })
const write = (label: string, value: string) => fireEvent.change(field(label), { target: { value } })
/** As Enter does in a field: what has the focus keeps it. */
const save = () => fireEvent.submit(field('Name'))
const saidAt = (label: string) => {
  const ids = field(label).getAttribute('aria-describedby')?.split(' ') ?? []
  return ids.map((id) => document.getElementById(id)?.textContent ?? '').join(' ')
}

it('says at each field what is wrong with it, sends nothing, and goes to the first', async () => {
  const initial = {
    id: 'My engine',
    engine: 'vllm',
    address: `${origin}/v1?key=secret`,
    credential: 'My key',
    adapterFolder: 'C:\\adapters',
  } as const
  const { onSave } = showDialog({ initial })
  save()
  expect(saidAt('Name')).toContain('Small letters, digits and hyphens')
  expect(saidAt('Address')).toContain('Leave out what begins with ? or #')
  expect(saidAt('Credential')).toContain('No credential is called so')
  expect(saidAt('Adapters, as the engine sees them')).toContain('beginning with /')
  await waitFor(() => expect(document.activeElement).toBe(field('Name')))
  expect(onSave).not.toHaveBeenCalled()
})

const refusals: readonly (readonly [Failure, string])[] = [
  [failure('RESOURCE_EXISTS', { kind: 'backend', id: 'house' }), 'Name'],
  [failure('EGRESS_DENIED', { origin, reason: 'it is not on the list' }), 'Address'],
  [failure('UPSTREAM_UNREACHABLE', { origin, reason: 'refused' }), 'Address'],
  [failure('BACKEND_LISTS_NOTHING', { origin }), 'Address'],
  [failure('BACKEND_MODEL_UNCLEAR', { origin, served: 'big, tiny' }), 'Model'],
  [failure('CREDENTIAL_NOT_FOUND', { credential: 'key' }), 'Credential'],
  [failure('MODEL_REFUSED', { origin, status: 401, reason: 'no key' }), 'Credential'],
]

it.each(refusals)('says at its field why the server would not have it: %s', async (refusal, label) => {
  const { onClose } = showDialog({ onSave: () => Promise.reject(refusal) })
  // From the field that becomes one with a list where the engine says what it serves.
  field('Model').focus()
  write('Model', 'huge')
  save()
  await waitFor(() => expect(saidAt(label)).toContain(refusal.message))
  await waitFor(() => expect(document.activeElement).toBe(field(label)))
  expect(screen.getAllByText(refusal.message)).toHaveLength(1)
  expect(onClose).not.toHaveBeenCalled()
  write('Name', 'house-2')
  expect(screen.queryByText(refusal.message)).toBeNull()
})

it('says below the fields what is about none of them', async () => {
  const refusal = failure('SERVER_UNREACHABLE', { url: origin })
  showDialog({ onSave: () => Promise.reject(refusal) })
  save()
  await screen.findByText(refusal.message)
})

it('keeps the folder of adapters to the engine that reads it', () => {
  const { onSave } = showDialog({ initial: { ...whole, adapterFolder: 'left over' } })
  save()
  expect(onSave).toHaveBeenCalledWith(expect.objectContaining({ ...whole, adapterFolder: '' }))
})
