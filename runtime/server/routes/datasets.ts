import { z } from 'zod'
import type { DatasetService } from '../../core/services/datasets.ts'
import {
  createDatasetSchema,
  datasetRowSchema,
  datasetSummarySchema,
  describeDatasetSchema,
  importPartSchema,
  noIntentName,
} from '../../core/wire/datasets.ts'
import { rowIdSchema } from '../../core/wire/indexes.ts'
import { expectedSchema } from '../../core/wire/runs.ts'
import type { Route } from '../route.ts'
import { route } from '../route.ts'
import { idParams, listSchema, pageOf, pageQuery, pageSchema, rowParams } from './parameters.ts'

export function datasetRoutes(datasets: DatasetService): Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/datasets',
      summary: 'All datasets',
      access: 'api',
      response: listSchema(datasetSummarySchema),
      handle: async () => ({ items: await datasets.list() }),
    }),
    route({
      method: 'POST',
      url: '/api/datasets',
      summary: 'Create a dataset',
      access: 'api',
      body: createDatasetSchema,
      response: datasetSummarySchema,
      status: 201,
      handle: ({ body }) => datasets.create(body),
    }),
    route({
      method: 'GET',
      url: '/api/datasets/:id',
      summary: 'One dataset with its counts and version',
      access: 'api',
      params: idParams,
      response: datasetSummarySchema,
      handle: ({ params }) => datasets.get(params.id),
    }),
    route({
      method: 'PATCH',
      url: '/api/datasets/:id',
      summary: 'Change the name or the description of a dataset',
      access: 'api',
      params: idParams,
      body: describeDatasetSchema,
      response: datasetSummarySchema,
      handle: ({ params, body }) => datasets.describe(params.id, body),
    }),
    route({
      method: 'DELETE',
      url: '/api/datasets/:id',
      summary: 'Remove a dataset; for a day it can be restored',
      access: 'api',
      params: idParams,
      handle: ({ params }) => datasets.remove(params.id),
    }),
    route({
      method: 'POST',
      url: '/api/datasets/:id/restore',
      summary: 'Bring back a removed dataset',
      access: 'api',
      params: idParams,
      response: datasetSummarySchema,
      handle: ({ params }) => datasets.restore(params.id),
    }),
    ...rowRoutes(datasets),
    ...runRoutes(datasets),
  ]
}

function rowRoutes(datasets: DatasetService): Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/datasets/:id/rows',
      summary: `The rows of a dataset; the intent "${noIntentName}" gives those labelled as belonging to none`,
      access: 'api',
      params: idParams,
      query: pageQuery.extend({ intent: z.string().max(200).optional() }),
      response: pageSchema(datasetRowSchema),
      handle: ({ params, query: { intent, ...query } }) =>
        datasets.rows(params.id, {
          ...pageOf(query),
          ...(intent === undefined ? {} : { intent: intent === noIntentName ? null : intent }),
        }),
    }),
    route({
      method: 'GET',
      url: '/api/datasets/:id/intents',
      summary: 'How many rows are labelled with each intent',
      access: 'api',
      params: idParams,
      response: z.object({ intents: z.record(z.string(), z.int()) }),
      handle: async ({ params }) => ({ intents: await datasets.intents(params.id) }),
    }),
    route({
      method: 'PUT',
      url: '/api/datasets/:id/rows',
      summary:
        'Add or replace rows, all or none; with `import` one part of many rows that are written with the last',
      access: 'api',
      params: idParams,
      body: z.strictObject({
        items: z.array(datasetRowSchema).min(1).max(5_000),
        import: importPartSchema.optional(),
      }),
      bodyLimitBytes: 32_000_000,
      response: datasetSummarySchema,
      handle: ({ params, body }) =>
        body.import === undefined
          ? datasets.putRows(params.id, body.items)
          : datasets.putPart(params.id, body.items, body.import),
    }),
    route({
      method: 'POST',
      url: '/api/datasets/:id/rows/remove',
      summary: 'Remove several rows, all or none',
      access: 'api',
      params: idParams,
      body: z.strictObject({ ids: z.array(rowIdSchema).min(1).max(50_000) }),
      bodyLimitBytes: 8_000_000,
      response: datasetSummarySchema,
      handle: ({ params, body }) => datasets.removeRows(params.id, body.ids),
    }),
    route({
      method: 'DELETE',
      url: '/api/datasets/:id/rows/:row',
      summary: 'Remove a row',
      access: 'api',
      params: rowParams,
      response: datasetSummarySchema,
      handle: ({ params }) => datasets.removeRows(params.id, [params.row]),
    }),
  ]
}

/** Stored runs become rows. */
function runRoutes(datasets: DatasetService): Route[] {
  return [
    route({
      method: 'POST',
      url: '/api/datasets/:id/rows/from-run',
      summary: 'Add the request of a stored run, labelled with what it answered or with what is given',
      access: 'api',
      params: idParams,
      body: z.strictObject({ run: z.string().min(1).max(64), expected: expectedSchema.optional() }),
      response: datasetSummarySchema,
      handle: ({ params, body }) => datasets.addRun(params.id, body.run, body.expected),
    }),
    route({
      method: 'POST',
      url: '/api/datasets/:id/rows/from-runs',
      summary:
        'Add the requests of several stored runs, all or none, each labelled with what it answered or all with what is given',
      access: 'api',
      params: idParams,
      body: z.strictObject({
        runs: z.array(z.string().min(1).max(64)).min(1).max(500),
        expected: expectedSchema.optional(),
      }),
      response: datasetSummarySchema,
      handle: ({ params, body }) => datasets.addRuns(params.id, body.runs, body.expected),
    }),
  ]
}
