import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query'
import { cleanup, render, screen, waitFor } from '@testing-library/react'
import { BookOpen } from 'lucide-react'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { useRoute } from '../session/navigation.ts'
import { SignalboxRoot } from '../ui/signalbox-root.tsx'
import { ResourcePage } from './resource-page.tsx'

// jsdom has none; names in these tests need no escaping.
globalThis.CSS ??= { escape: (text: string) => text } as typeof CSS

afterEach(cleanup)
beforeEach(() => {
  globalThis.location.hash = ''
})

const texts = {
  title: 'Knowledge',
  summary: '',
  pick: 'Index',
  create: 'New index',
  emptyTitle: 'None',
  emptyText: '',
}

function Page({ list, remove }: { list: () => Promise<Named[]>; remove: (id: string) => Promise<void> }) {
  const query = useQuery({ queryKey: ['indexes'], queryFn: list })
  return (
    <ResourcePage
      view="knowledge"
      openId={useRoute().parts[0] ?? null}
      icon={BookOpen}
      onCreate={() => Promise.reject(new Error('unused'))}
      removal={{ text: 'For good.', remove, listUses: () => Promise.resolve([]) }}
      summary={() => ''}
      actions={() => null}
      {...{ texts, query }}
    >
      {({ name }) => <p>{name}</p>}
    </ResourcePage>
  )
}

interface Named {
  readonly id: string
  readonly name: string
}

/** Removes what is open. `seen` are the headings of the dialog from then until the list has come again. */
async function removeOpen(names: readonly string[]) {
  let items = names.map((name) => ({ id: name.toLowerCase(), name }))
  const seen: (string | null)[] = []
  const list = async () => {
    const listed = items
    if (listed.length < names.length) await new Promise((resolve) => setTimeout(resolve, 50))
    seen.push(screen.queryByRole('dialog')?.querySelector('h2')?.textContent ?? null)
    return listed
  }
  const remove = async (id: string) => {
    items = items.filter((item) => item.id !== id)
  }
  render(
    <QueryClientProvider client={new QueryClient()}>
      <SignalboxRoot>
        <Page {...{ list, remove }} />
      </SignalboxRoot>
    </QueryClientProvider>,
  )
  ;(await screen.findByRole('button', { name: `Remove ${names[0]}` })).click()
  ;(await screen.findByRole('button', { name: 'Remove' })).click()
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  return seen.at(-1)
}

it('names what is removed until it is gone, though the next one is open by then', async () => {
  expect(await removeOpen(['Old', 'Next'])).toBe('Remove Old')
  expect(screen.getByRole('button', { name: 'Remove Next' })).toBeTruthy()
  expect(globalThis.location.hash).toBe('#/knowledge/next')
})

it('has no address of what is gone when that was the last, and the focus where one is made', async () => {
  await removeOpen(['Only'])
  await waitFor(() => expect(globalThis.location.hash).toBe('#/knowledge'))
  const button = screen.getByRole('button', { name: 'New index' })
  await waitFor(() => expect(document.activeElement).toBe(button))
})
