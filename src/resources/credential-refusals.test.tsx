import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { failure } from '../../runtime/core/errors/failure.ts'
import { SignalboxRoot } from '../ui/signalbox-root.tsx'
import { CredentialDialog } from './credential-dialog.tsx'

// jsdom has none; names in these tests need no escaping.
globalThis.CSS ??= { escape: (text: string) => text } as typeof CSS

afterEach(cleanup)

it('says at its field why the server would not have a credential, with the focus there, until something is changed', async () => {
  const refusal = failure('CREDENTIAL_EXISTS', { credential: 'engine' })
  const initial = { name: 'engine', origin: 'https://api.example.com', secret: 'sk-0123456789abcdef' }
  render(
    <SignalboxRoot>
      <CredentialDialog
        title="New credential"
        initial={initial}
        onClose={() => expect.unreachable()}
        onSave={() => Promise.reject(refusal)}
      />
    </SignalboxRoot>,
  )
  const name = screen.getByLabelText('Name')
  fireEvent.submit(name)
  const text = await screen.findByText(refusal.message)
  expect(name.getAttribute('aria-describedby')).toContain(text.closest('[id]')?.id)
  await waitFor(() => expect(document.activeElement).toBe(name))
  fireEvent.change(name, { target: { value: 'engine-2' } })
  expect(screen.queryByText(refusal.message)).toBeNull()
})
