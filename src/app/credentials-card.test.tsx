import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { createClient } from '../../runtime/client/client.ts'
import { ServerContext } from '../session/server-context.tsx'
import { SignalboxRoot } from '../ui/signalbox-root.tsx'
import { CredentialsCard } from './credentials-card.tsx'

// jsdom has none; names in these tests need no escaping.
globalThis.CSS ??= { escape: (text: string) => text } as typeof CSS

afterEach(cleanup)

const engine = {
  name: 'engine',
  origin: 'https://api.example.com',
  header: 'x-api-key',
  createdAt: '2026-01-01T10:00:00Z',
  lastUsedAt: new Date(2026, 1, 3, 15, 4).toISOString(),
}

/** The card of a server that has these credentials, which these pipelines and backends name. */
function showCard(items: readonly (typeof engine)[], uses: object = {}) {
  const respond = async (input: RequestInfo | URL) =>
    Response.json(String(input).endsWith('/uses') ? { pipelines: [], backends: [], ...uses } : { items })
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

const askToRemove = async () => (await screen.findByRole('button', { name: /^Remove/ })).click()

it('says before one is removed which pipelines and backends name it', async () => {
  const desk = { id: 'desk', name: 'Support desk' }
  showCard([engine], { pipelines: [desk], backends: [{ id: 'gpu', name: 'gpu' }] })
  await askToRemove()
  await screen.findByText('Backends that send it will be refused: gpu.')
  expect(screen.getByRole('link', { name: 'Support desk' })).toBeTruthy()
  expect(screen.getByText(/^One pipeline uses it/)).toBeTruthy()
})

it('says of one that only a backend names nothing of pipelines, and of one that nothing names just that', async () => {
  showCard([engine], { backends: [{ id: 'gpu', name: 'gpu' }] })
  await askToRemove()
  await screen.findByText(/will be refused: gpu/)
  expect(screen.queryByText(/pipelines? names? it/)).toBeNull()
  cleanup()
  showCard([engine])
  await askToRemove()
  await screen.findByText('No pipeline and no backend names it.')
})
