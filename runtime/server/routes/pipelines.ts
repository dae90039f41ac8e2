import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { documentLimits, documentSchema } from '../../core/document/document.ts'
import { parsePipeline } from '../../core/document/parse.ts'
import { Failure, failure } from '../../core/errors/failure.ts'
import type { PipelineService } from '../../core/services/pipelines.ts'
import type { Draft } from '../../core/wire/pipelines.ts'
import {
  draftSchema,
  filingSchema,
  pipelineSummarySchema,
  pipelineUseSchema,
  revisionSchema,
  revisionSummarySchema,
  revisionTextsSchema,
} from '../../core/wire/pipelines.ts'
import type { Route } from '../route.ts'
import { route } from '../route.ts'
import { idParams, listSchema, pageOf, pageQuery, pageSchema } from './parameters.ts'

/** Documents are parsed by `parsePipeline`, which locates what is wrong; the schema stands for the OpenAPI page. */
const documentBody = documentSchema.or(z.unknown())

const etagOf = (counter: number) => `"${counter}"`

function withEtag(reply: FastifyReply, draft: Draft): Draft {
  void reply.header('etag', etagOf(draft.counter))
  return draft
}

/** The counter a change was made at. @throws PRECONDITION_REQUIRED without a usable If-Match */
function expectedCounter(request: FastifyRequest, pipeline: string): number {
  const match = /^(?:W\/)?"(\d{1,15})"$/.exec(request.headers['if-match'] ?? '')
  if (match?.[1] === undefined) throw failure('PRECONDITION_REQUIRED', { pipeline })
  return Number(match[1])
}

export function pipelineRoutes(pipelines: PipelineService): Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/pipelines',
      summary: 'All pipelines, newest change first; or those that use an index, a bank and so on',
      access: 'api',
      query: pipelineUseSchema,
      response: listSchema(pipelineSummarySchema),
      handle: async ({ query }) => ({ items: await pipelines.list(query) }),
    }),
    route({
      method: 'POST',
      url: '/api/pipelines',
      summary: 'Create a pipeline',
      access: 'api',
      body: documentBody,
      bodyLimitBytes: documentLimits.bytes,
      response: draftSchema,
      status: 201,
      handle: async ({ body, reply }) => withEtag(reply, await pipelines.create(parsePipeline(body))),
    }),
    route({
      method: 'GET',
      url: '/api/pipelines/:id',
      summary: 'The draft, with its counter as ETag',
      access: 'api',
      params: idParams,
      response: draftSchema,
      handle: async ({ params, reply }) => withEtag(reply, await pipelines.get(params.id)),
    }),
    route({
      method: 'PUT',
      url: '/api/pipelines/:id',
      summary: 'Save the draft; If-Match says which one it changes. 412 answers with the current draft',
      access: 'api',
      params: idParams,
      body: documentBody,
      bodyLimitBytes: documentLimits.bytes,
      response: draftSchema,
      handle: async ({ params, body, request, reply }) => {
        const counter = expectedCounter(request, params.id)
        const document = parsePipeline(body)
        try {
          return withEtag(reply, await pipelines.save(params.id, document, counter))
        } catch (error) {
          if (!(error instanceof Failure) || error.code !== 'REVISION_CONFLICT') throw error
          return reply.code(412).send({ error: error.toJSON(), current: error.cause })
        }
      },
    }),
    route({
      method: 'DELETE',
      url: '/api/pipelines/:id',
      summary: 'Remove a pipeline and its revisions; for a day it can be restored',
      access: 'api',
      params: idParams,
      handle: ({ params, request }) => pipelines.remove(params.id, expectedCounter(request, params.id)),
    }),
    ...filingRoutes(pipelines),
    ...revisionRoutes(pipelines),
  ]
}

function filingRoutes(pipelines: PipelineService): Route[] {
  return [
    route({
      method: 'PATCH',
      url: '/api/pipelines/:id',
      summary: 'Tag a pipeline, put it into the archive or take it out. The draft and its counter stay',
      access: 'api',
      params: idParams,
      body: filingSchema,
      response: pipelineSummarySchema,
      handle: ({ params, body }) => pipelines.file(params.id, body),
    }),
    route({
      method: 'POST',
      url: '/api/pipelines/:id/restore',
      summary: 'Bring back a removed pipeline with its revisions',
      access: 'api',
      params: idParams,
      response: draftSchema,
      handle: async ({ params, reply }) => withEtag(reply, await pipelines.restore(params.id)),
    }),
  ]
}

const revisionParams = idParams.extend({ hash: z.string().regex(/^[0-9a-f]{64}$/) })

function revisionRoutes(pipelines: PipelineService): Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/pipelines/:id/revisions',
      summary: 'The revisions of a pipeline, newest first',
      access: 'api',
      params: idParams,
      query: pageQuery.omit({ search: true }).extend({ named: z.enum(['true', 'false']).optional() }),
      response: pageSchema(revisionSummarySchema),
      handle: ({ params, query: { named, ...page } }) =>
        pipelines.revisions(params.id, { ...pageOf(page), isNamed: named === 'true' }),
    }),
    route({
      method: 'POST',
      url: '/api/pipelines/:id/revisions',
      summary: 'Save the draft as a revision',
      access: 'api',
      params: idParams,
      body: revisionTextsSchema,
      response: revisionSchema,
      status: 201,
      handle: ({ params, body }) => pipelines.saveRevision(params.id, body),
    }),
    route({
      method: 'GET',
      url: '/api/pipelines/:id/revisions/:hash',
      summary: 'One revision with its document',
      access: 'api',
      params: revisionParams,
      response: revisionSchema,
      handle: ({ params }) => pipelines.revision(params.id, params.hash),
    }),
    route({
      method: 'PUT',
      url: '/api/pipelines/:id/revisions/:hash/texts',
      summary: 'Name a revision and write a note to it; its content stays',
      access: 'api',
      params: revisionParams,
      body: revisionTextsSchema,
      response: revisionSchema,
      handle: ({ params, body }) => pipelines.describeRevision(params.id, params.hash, body),
    }),
    route({
      method: 'POST',
      url: '/api/pipelines/:id/publish',
      summary: 'Make a revision the published one',
      access: 'api',
      params: idParams,
      body: z.strictObject({ revision: z.string().regex(/^[0-9a-f]{64}$/) }),
      response: draftSchema,
      handle: ({ params, body }) => pipelines.publish(params.id, body.revision),
    }),
  ]
}
