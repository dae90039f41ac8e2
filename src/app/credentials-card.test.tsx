import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { createClient } from '../../runtime/client/client.ts'
import { ServerContext } from '../session/server-context.tsx'
import { SignalboxRoot } from '../ui/signalbox-root.tsx'
import { CredentialsCard } from './credentials-card.tsx'

afterEach(cleanup)

const engine = {
  name: 'engine',
  origin: 'https://api.example.com',
  header: 'x-api-key',
  createdAt: '2026-01-01T10:00:00Z',
  lastUsedAt: new Date(2026, 1, 3, 15, 4).toISOString(),
}

/** The card of a server that has these credentials. */
function showCard(items: readonly (typeof engine)[]) {
  const respond = async () => Response.json({ items })
  render(
    <QueryClientProvider client={new QueryClient()}>
      <ServerContext value={createClient({ fetch: respond })}>
        <SignalboxRoot>
          <CredentialsCard />
        </SignalboxRoot>
      </ServerContext>
    </QueryClientProvider>,
  )
}

it('says that there are none once it knows', async () => {
  showCard([])
  expect(screen.getByRole('table')).toBeTruthy()
  expect(screen.queryByText(/^None yet/)).toBeNull()
  await screen.findByText(/^None yet/)
})

it('tells when one was last used, on a clock of 24 hours and to the minute, as the server keeps it', async () => {
  showCard([engine, { ...engine, name: 'today', lastUsedAt: new Date().toISOString() }])
  const used = async (name: string) => (await screen.findByText(name)).closest('tr')?.children[3]?.textContent
  expect(await used('engine')).toBe('3 Feb 2026, 15:04')
  expect(await used('today')).toMatch(/^\d\d:\d\d$/)
})
