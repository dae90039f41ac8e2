/** The backends of the server: what a new bank can be on, and what can be done with the bank that is open. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { BackendSummary } from '../../runtime/core/wire/backends.ts'
import { useMessages } from '../messages/messages-context.tsx'
import type { Resource } from '../session/resources.ts'
import type { BackendMaker } from '../resources/create-resource-dialog.tsx'
import { useCredentialChoices } from '../resources/use-credential-choices.ts'
import { useServer } from '../session/server-context.tsx'
import { describeBackend } from '../session/server-resources.ts'

export interface Backends {
  /** Undefined until they are known. */
  readonly choices: readonly Resource[] | undefined
  readonly maker: BackendMaker
  /** Null where none of that id is registered; undefined until it is known. */
  find(id: string): BackendSummary | null | undefined
}

export function useBackends(): Backends {
  const say = useMessages()
  const server = useServer()
  const queries = useQueryClient()
  const { data } = useQuery({ queryKey: ['backends'], queryFn: () => server.backends.list() })
  const credentials = useCredentialChoices()
  return useMemo(
    () => ({
      choices: data?.map((backend) => describeBackend(backend, say)),
      maker: {
        credentials,
        make: async (backend) => {
          const made = await server.backends.create(backend)
          await queries.invalidateQueries({ queryKey: ['backends'] })
          return describeBackend(made, say)
        },
      },
      find: (id) => (data === undefined ? undefined : (data.find((backend) => backend.id === id) ?? null)),
    }),
    [data, credentials, server, queries, say],
  )
}
