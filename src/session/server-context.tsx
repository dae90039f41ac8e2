/** The client of the server behind the app. The editor itself does not need one. */
import { createContext, useContext } from 'react'
import type { SignalboxClient } from '../../runtime/client/client.ts'

export const ServerContext = createContext<SignalboxClient | null>(null)

/** @throws Error outside the app, which always has a server. */
export function useServer(): SignalboxClient {
  const server = useContext(ServerContext)
  if (server === null) throw new Error('This view needs a server.')
  return server
}
