import type { BackendService } from '../../core/services/backends.ts'
import { backendSchema } from '../../core/wire/backends.ts'
import type { Route } from '../route.ts'
import { route } from '../route.ts'
import { idParams, listSchema } from './parameters.ts'

/** Backends are registered by the program that runs the server: these routes only tell. */
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
      method: 'GET',
      url: '/api/backends/:id',
      summary: 'One backend',
      access: 'api',
      params: idParams,
      response: backendSchema,
      handle: ({ params }) => backends.get(params.id),
    }),
  ]
}
