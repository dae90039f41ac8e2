/** The backends of the server: what a new bank can be on, and what can be done with the bank that is open. */
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { BackendSummary } from '../../runtime/core/wire/backends.ts'
import { useMessages } from '../messages/messages-context.tsx'
import type { Resource } from '../session/resources.ts'
import { useServer } from '../session/server-context.tsx'
import { describeBackend } from '../session/server-resources.ts'

export interface Backends {
  /** Undefined until they are known. */
  readonly choices: readonly Resource[] | undefined
  /** Null where none of that id is registered; undefined until it is known. */
  find(id: string): BackendSummary | null | undefined
}

export function useBackends(): Backends {
  const say = useMessages()
  const server = useServer()
  const { data } = useQuery({ queryKey: ['backends'], queryFn: () => server.backends.list() })
  return useMemo(
    () => ({
      choices: data?.map((backend) => describeBackend(backend, say)),
      find: (id) => (data === undefined ? undefined : (data.find((backend) => backend.id === id) ?? null)),
    }),
    [data, say],
  )
}
