/**
 * How a route is declared: one record with its schemas, from which come validation, the gate's decision and the OpenAPI page.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify'
import type { z } from 'zod'
import { toPointer } from '../core/document/parse.ts'
import { failure } from '../core/errors/failure.ts'

/** `open`: answered to anyone who reaches the server; `api`: behind the token where one is set. */
export type RouteAccess = 'open' | 'api'

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: RouteAccess
  }
}

export interface RouteInput<Params, Query, Body> {
  readonly params: Params
  readonly query: Query
  readonly body: Body
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

export interface RouteSpec<Params, Query, Body> {
  readonly method: HTTPMethods
  /** With `:name` parameters. */
  readonly url: string
  readonly summary: string
  readonly access: RouteAccess
  readonly params?: z.ZodType<Params>
  readonly query?: z.ZodType<Query>
  readonly body?: z.ZodType<Body>
  readonly response?: z.ZodType
  readonly status?: number
  readonly bodyLimitBytes?: number
  /** Returns the JSON to answer with; undefined when it has answered by itself. */
  handle(input: RouteInput<Params, Query, Body>): unknown
}

/** A route with the types of its own input erased. */
export type Route = RouteSpec<unknown, unknown, unknown>

/** Declares a route; `handle` sees what the schemas parsed. */
export function route<Params = undefined, Query = undefined, Body = undefined>(
  spec: RouteSpec<Params, Query, Body>,
): Route {
  // `register` parses with the same schemas before it calls `handle`.
  return spec as unknown as Route
}

export function registerRoute(app: FastifyInstance, spec: Route): void {
  app.route({
    method: spec.method,
    url: spec.url,
    config: { access: spec.access },
    ...(spec.bodyLimitBytes === undefined ? {} : { bodyLimit: spec.bodyLimitBytes }),
    handler: async (request, reply) => {
      const params = parseWith(spec.params, request.params, 'PARAM_INVALID')
      const query = parseWith(spec.query, request.query, 'PARAM_INVALID')
      const body = parseWith(spec.body, request.body ?? {}, 'BODY_INVALID')
      const result = await spec.handle({ params, query, body, request, reply })
      if (reply.sent || reply.raw.headersSent) return reply
      if (result === undefined) return reply.code(spec.status ?? 204).send()
      return reply.code(spec.status ?? 200).send(result)
    },
  })
}

function parseWith(
  schema: z.ZodType | undefined,
  value: unknown,
  code: 'PARAM_INVALID' | 'BODY_INVALID',
): unknown {
  if (schema === undefined) return undefined
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const path = toPointer(issue?.path ?? [])
  throw failure(code, { field: path || '/', reason: issue?.message ?? 'unknown' }, { path })
}
