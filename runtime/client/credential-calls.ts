/** The calls of `/api/credentials`. */
import type { ChangeCredential, CreateCredential } from '../core/wire/credentials.ts'
import { credentialSchema, credentialUsesSchema } from '../core/wire/credentials.ts'
import { itemsOf } from './pages.ts'
import type { Transport } from './transport.ts'

export function credentialCalls(http: Transport) {
  const at = (name: string) => `/api/credentials/${encodeURIComponent(name)}`
  return {
    list: async () => (await http.json(itemsOf(credentialSchema), 'GET', '/api/credentials')).items,
    create: (body: CreateCredential) => http.json(credentialSchema, 'POST', '/api/credentials', { body }),
    change: (name: string, body: ChangeCredential) =>
      http.json(credentialSchema, 'PATCH', at(name), { body }),
    usesOf: (name: string) => http.json(credentialUsesSchema, 'GET', `${at(name)}/uses`),
    remove: (name: string) => http.json(credentialUsesSchema, 'DELETE', at(name)),
  }
}
