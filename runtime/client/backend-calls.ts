/** The calls of `/api/backends`. */
import { backendSchema } from '../core/wire/backends.ts'
import { itemsOf } from './pages.ts'
import type { Transport } from './transport.ts'

export function backendCalls(http: Transport) {
  return {
    list: async () => (await http.json(itemsOf(backendSchema), 'GET', '/api/backends')).items,
    get: (id: string) => http.json(backendSchema, 'GET', `/api/backends/${encodeURIComponent(id)}`),
  }
}
