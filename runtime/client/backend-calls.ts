/** The calls of `/api/backends`. */
import type { ChangeBackend, CreateBackend } from '../core/wire/backends.ts'
import { backendSchema } from '../core/wire/backends.ts'
import { itemsOf } from './pages.ts'
import type { Transport } from './transport.ts'

export function backendCalls(http: Transport) {
  const at = (id: string) => `/api/backends/${encodeURIComponent(id)}`
  return {
    list: async () => (await http.json(itemsOf(backendSchema), 'GET', '/api/backends')).items,
    get: (id: string) => http.json(backendSchema, 'GET', at(id)),
    create: (body: CreateBackend) => http.json(backendSchema, 'POST', '/api/backends', { body }),
    change: (id: string, body: ChangeBackend) => http.json(backendSchema, 'PATCH', at(id), { body }),
    remove: async (id: string): Promise<void> => {
      await http.request('DELETE', at(id))
    },
  }
}
