import type { BackendService } from '../../core/services/backends.ts'
import { backendSchema, changeBackendSchema, createBackendSchema } from '../../core/wire/backends.ts'
import type { Route } from '../route.ts'
import { route } from '../route.ts'
import { idParams, listSchema } from './parameters.ts'

/** What the program brings can only be looked at; what was made here from the address of an engine can be changed and removed. */
export function backendRoutes(backends: BackendService): Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/backends',
      summary: 'What can generate answers here, and the banks on each',
      access: 'api',
      response: listSchema(backendSchema),
      handle: async () => ({ items: await backends.list() }),
    }),
    route({
      method: 'POST',
      url: '/api/backends',
      summary: 'Make a backend from the address of an engine, which is asked for its models',
      access: 'api',
      body: createBackendSchema,
      response: backendSchema,
      status: 201,
      handle: ({ body }) => backends.create(body),
    }),
    route({
      method: 'GET',
      url: '/api/backends/:id',
      summary: 'One backend',
      access: 'api',
      params: idParams,
      response: backendSchema,
      handle: ({ params }) => backends.get(params.id),
    }),
    route({
      method: 'PATCH',
      url: '/api/backends/:id',
      summary: 'Change how the engine is reached; it has to serve the same base model',
      access: 'api',
      params: idParams,
      body: changeBackendSchema,
      response: backendSchema,
      handle: ({ params, body }) => backends.change(params.id, body),
    }),
    route({
      method: 'DELETE',
      url: '/api/backends/:id',
      summary: 'Remove a backend that no bank is on',
      access: 'api',
      params: idParams,
      handle: ({ params }) => backends.remove(params.id),
    }),
  ]
}
