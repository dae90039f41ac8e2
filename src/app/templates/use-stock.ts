/** What the server has for pipelines to read from. */
import { useQuery } from '@tanstack/react-query'
import { useLocale, useMessages } from '../../messages/messages-context.tsx'
import type { Resource } from '../../session/resources.ts'
import { useServer } from '../../session/server-context.tsx'
import type { Need, NeedKind } from './template.ts'
import { createServerResources } from '../../session/server-resources.ts'

export type Stock = Readonly<Record<NeedKind, readonly Resource[]>>

/** Null while it is loading; what cannot be loaded counts as nothing, so that a template can be used all the same. */
export function useStock(): Stock | null {
  const say = useMessages()
  const locale = useLocale()
  const server = useServer()
  const { data, isError } = useQuery({
    // What the server calls its resources depends on the language.
    queryKey: ['stock', locale],
    queryFn: async (): Promise<Stock> => {
      const { list } = createServerResources(server, say)
      const [index, intents, bank] = await Promise.all([list('index'), list('intents'), list('bank')])
      return { index, intents, bank }
    },
  })
  return data ?? (isError ? nothing : null)
}

const nothing: Stock = { index: [], intents: [], bank: [] }

export const hasNeed = (stock: Stock, { kind, id }: Need): boolean => stock[kind].some((one) => one.id === id)
