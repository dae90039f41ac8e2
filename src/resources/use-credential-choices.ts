/** The credentials of the server, to be sent along by a backend. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useServer } from '../session/server-context.tsx'
import type { CredentialChoices } from './backend-dialog.tsx'

export function useCredentialChoices(): CredentialChoices {
  const server = useServer()
  const queries = useQueryClient()
  const { data } = useQuery({ queryKey: ['credentials'], queryFn: () => server.credentials.list() })
  return useMemo(
    () => ({
      names: (data ?? []).map(({ name }) => name),
      create: async (credential) => {
        const { name } = await server.credentials.create(credential)
        await queries.invalidateQueries({ queryKey: ['credentials'] })
        return name
      },
    }),
    [data, server, queries],
  )
}
