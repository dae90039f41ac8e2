import { z } from 'zod'
import { idSchema } from '../../core/document/document.ts'
import type { CredentialService } from '../../core/services/credentials.ts'
import {
  changeCredentialSchema,
  createCredentialSchema,
  credentialSchema,
  credentialUsesSchema,
} from '../../core/wire/credentials.ts'
import type { Route } from '../route.ts'
import { route } from '../route.ts'
import { listSchema } from './parameters.ts'

const nameParams = z.strictObject({ name: idSchema })

/** Secrets come in here; no route gives one out. */
export function credentialRoutes(credentials: CredentialService): Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/credentials',
      summary: 'All credentials, without their secrets',
      access: 'api',
      response: listSchema(credentialSchema),
      handle: async () => ({ items: await credentials.list() }),
    }),
    route({
      method: 'POST',
      url: '/api/credentials',
      summary: 'Save a credential for one origin',
      access: 'api',
      body: createCredentialSchema,
      response: credentialSchema,
      status: 201,
      handle: ({ body }) => credentials.create(body),
    }),
    route({
      method: 'PATCH',
      url: '/api/credentials/:name',
      summary: 'Replace the secret, the header, or with the secret the origin',
      access: 'api',
      params: nameParams,
      body: changeCredentialSchema,
      response: credentialSchema,
      handle: ({ params, body }) => credentials.change(params.name, body),
    }),
    route({
      method: 'GET',
      url: '/api/credentials/:name/uses',
      summary: 'The pipelines and backends that name a credential',
      access: 'api',
      params: nameParams,
      response: credentialUsesSchema,
      handle: ({ params }) => credentials.usesOf(params.name),
    }),
    route({
      method: 'DELETE',
      url: '/api/credentials/:name',
      summary: 'Forget a credential for good; answers with what still names it',
      access: 'api',
      params: nameParams,
      response: credentialUsesSchema,
      handle: ({ params }) => credentials.remove(params.name),
    }),
  ]
}
