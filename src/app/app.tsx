/** The app: settings, the server's client, and the shell. */
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import type { SignalboxClient } from '../../runtime/client/client.ts'
import { createClient } from '../../runtime/client/client.ts'
import { toFailure } from '../../runtime/core/errors/failure.ts'
import { parseRoute } from '../session/navigation.ts'
import { ServerContext } from '../session/server-context.tsx'
import { SignalboxRoot } from '../ui/signalbox-root.tsx'
import { SettingsContext } from './settings-context.tsx'
import { createSettingsStore } from './settings-store.ts'
import { Shell } from './shell.tsx'
import { readToken, storeToken } from './token.ts'
import { TokenDialog } from './token-dialog.tsx'
import { useUnsavedQueue } from './use-unsaved-queue.ts'
import { views } from './views.ts'

export function App() {
  const [settings] = useState(createSettingsStore)
  const theme = useStore(settings, (state) => state.theme)
  const locale = useStore(settings, (state) => state.locale)
  const [token, setToken] = useState(readToken)
  const [needsToken, setNeedsToken] = useState(false)
  const client = useMemo(() => createClient(token === null ? {} : { token }), [token])
  const [queries] = useState(() => createQueryClient(() => setNeedsToken(true)))

  // Before the shell is drawn: what it shows would queue behind dozens of files of code.
  useState(() => preloadView(queries, client))

  useEffect(() => {
    document.documentElement.lang = locale
    document.documentElement.style.colorScheme = theme === 'system' ? 'light dark' : theme
  }, [theme, locale])

  return (
    <SettingsContext value={settings}>
      <QueryClientProvider client={queries}>
        <ServerContext value={client}>
          <SignalboxRoot theme={theme} locale={locale}>
            <Shell key={token} />
            <UnsavedQueue />
            <TokenDialog
              isOpen={needsToken}
              onClose={() => setNeedsToken(false)}
              onToken={(given) => {
                storeToken(given)
                setToken(given)
                setNeedsToken(false)
                void queries.resetQueries()
              }}
            />
          </SignalboxRoot>
        </ServerContext>
      </QueryClientProvider>
    </SettingsContext>
  )
}

function UnsavedQueue() {
  useUnsavedQueue()
  return null
}

function preloadView(queries: QueryClient, client: SignalboxClient): void {
  const { view, parts } = parseRoute(globalThis.location.hash)
  views.find(({ id }) => id === view)?.preload?.(queries, client, parts)
}

/** Between two attempts at a server that does not answer. */
const unreachableMs = 3_000

const isUnreachable = (error: unknown) => error !== null && toFailure(error).code === 'SERVER_UNREACHABLE'

function createQueryClient(onUnauthorized: () => void): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        if (toFailure(error).code === 'UNAUTHORIZED') onUnauthorized()
      },
    }),
    defaultOptions: {
      queries: {
        retry: false,
        staleTime: 5_000,
        // What could not be fetched appears by itself once the server is back.
        refetchInterval: ({ state: { error } }) => (isUnreachable(error) ? unreachableMs : false),
      },
    },
  })
}
