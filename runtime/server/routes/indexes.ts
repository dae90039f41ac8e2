import { z } from 'zod'
import type { IndexService } from '../../core/services/indexes.ts'
import { articleSchema, createIndexSchema, indexSummarySchema } from '../../core/wire/indexes.ts'
import { jobSchema } from '../../core/wire/jobs.ts'
import { foundPassageSchema } from '../../core/wire/values.ts'
import type { Route } from '../route.ts'
import { route } from '../route.ts'
import { idParams, listSchema, pageOf, pageQuery, pageSchema, rowParams } from './parameters.ts'

const searchBody = z.strictObject({
  query: z.string().min(1).max(10_000),
  method: z.enum(['bm25', 'dense', 'hybrid']).default('hybrid'),
  limit: z.int().min(1).max(200).default(5),
})

export function indexRoutes(indexes: IndexService): Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/indexes',
      summary: 'All indexes',
      access: 'api',
      response: listSchema(indexSummarySchema),
      handle: async () => ({ items: await indexes.list() }),
    }),
    route({
      method: 'POST',
      url: '/api/indexes',
      summary: 'Create an index',
      access: 'api',
      body: createIndexSchema,
      response: indexSummarySchema,
      status: 201,
      handle: ({ body }) => indexes.create(body),
    }),
    route({
      method: 'GET',
      url: '/api/indexes/:id',
      summary: 'One index',
      access: 'api',
      params: idParams,
      response: indexSummarySchema,
      handle: ({ params }) => indexes.get(params.id),
    }),
    route({
      method: 'DELETE',
      url: '/api/indexes/:id',
      summary: 'Remove an index and its articles',
      access: 'api',
      params: idParams,
      handle: ({ params }) => indexes.remove(params.id),
    }),
    route({
      method: 'POST',
      url: '/api/indexes/:id/build',
      summary: 'Build the next generation; answers with the job',
      access: 'api',
      params: idParams,
      response: jobSchema,
      status: 202,
      handle: ({ params }) => indexes.build(params.id),
    }),
    route({
      method: 'POST',
      url: '/api/indexes/:id/search',
      summary: 'Try a search',
      access: 'api',
      params: idParams,
      body: searchBody,
      response: z.object({ version: z.string(), items: z.array(foundPassageSchema) }),
      handle: ({ params, body: { query, method, limit } }) =>
        indexes.find(params.id, query, { method, limit }),
    }),
    ...articleRoutes(indexes),
  ]
}

function articleRoutes(indexes: IndexService): Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/indexes/:id/articles',
      summary: 'The articles of an index',
      access: 'api',
      params: idParams,
      query: pageQuery,
      response: pageSchema(articleSchema),
      handle: ({ params, query }) => indexes.articles(params.id, pageOf(query)),
    }),
    route({
      method: 'GET',
      url: '/api/indexes/:id/articles/:row',
      summary: 'One article',
      access: 'api',
      params: rowParams,
      response: articleSchema,
      handle: ({ params }) => indexes.article(params.id, params.row),
    }),
    route({
      method: 'PUT',
      url: '/api/indexes/:id/articles',
      summary: 'Add or replace articles, all or none',
      access: 'api',
      params: idParams,
      body: z.strictObject({ items: z.array(articleSchema).min(1).max(5_000) }),
      bodyLimitBytes: 32_000_000,
      response: indexSummarySchema,
      handle: ({ params, body }) => indexes.putArticles(params.id, body.items),
    }),
    route({
      method: 'DELETE',
      url: '/api/indexes/:id/articles/:row',
      summary: 'Remove an article',
      access: 'api',
      params: rowParams,
      response: indexSummarySchema,
      handle: ({ params }) => indexes.removeArticles(params.id, [params.row]),
    }),
  ]
}
