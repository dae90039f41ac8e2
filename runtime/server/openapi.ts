/** The OpenAPI page, read from the routes themselves. */
import { z } from 'zod'
import { errorCatalogue } from '../core/errors/catalogue.ts'
import { errorBodySchema } from '../core/wire/failure.ts'
import type { Route } from './route.ts'

const jsonContent = (schema: z.ZodType, io: 'input' | 'output') => ({
  'application/json': {
    schema: z.toJSONSchema(schema, { io, target: 'openapi-3.0', unrepresentable: 'any' }),
  },
})

function parametersOf(schema: z.ZodType | undefined, place: 'path' | 'query') {
  if (!(schema instanceof z.ZodObject)) return []
  const json = z.toJSONSchema(schema, { io: 'input', target: 'openapi-3.0', unrepresentable: 'any' })
  return Object.entries(json.properties ?? {}).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || (json.required ?? []).includes(name),
    schema: property,
  }))
}

/** An OpenAPI 3.0 document. */
export function describeRoutes(routes: readonly Route[], version: string): object {
  const paths: Record<string, Record<string, object>> = {}
  for (const route of routes) {
    const path = route.url.replaceAll(/:(\w+)/g, '{$1}')
    const methods = (paths[path] ??= {})
    methods[String(route.method).toLowerCase()] = {
      summary: route.summary,
      parameters: [...parametersOf(route.params, 'path'), ...parametersOf(route.query, 'query')],
      ...(route.body === undefined
        ? {}
        : { requestBody: { required: true, content: jsonContent(route.body, 'input') } }),
      responses: {
        [String(route.status ?? (route.response === undefined ? 204 : 200))]: {
          description: 'Done',
          ...(route.response === undefined ? {} : { content: jsonContent(route.response, 'output') }),
        },
        default: {
          description: 'An error of the catalogue',
          content: jsonContent(errorBodySchema, 'output'),
        },
      },
    }
  }
  return {
    openapi: '3.0.3',
    info: { title: 'Signalbox', version },
    paths,
    // Every code an error body may carry, with its status and its English text.
    'x-errors': errorCatalogue,
  }
}
