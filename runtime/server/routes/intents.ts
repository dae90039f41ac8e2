import { z } from 'zod'
import type { IntentService } from '../../core/services/intents.ts'
import { createIntentsSchema, intentSummarySchema, utteranceSchema } from '../../core/wire/intents.ts'
import { jobSchema } from '../../core/wire/jobs.ts'
import type { Route } from '../route.ts'
import { route } from '../route.ts'
import { idParams, listSchema, pageOf, pageQuery, pageSchema, rowParams } from './parameters.ts'

export function intentRoutes(intents: IntentService): Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/intents',
      summary: 'All intent models',
      access: 'api',
      response: listSchema(intentSummarySchema),
      handle: async () => ({ items: await intents.list() }),
    }),
    route({
      method: 'POST',
      url: '/api/intents',
      summary: 'Create an intent model',
      access: 'api',
      body: createIntentsSchema,
      response: intentSummarySchema,
      status: 201,
      handle: ({ body }) => intents.create(body),
    }),
    route({
      method: 'GET',
      url: '/api/intents/:id',
      summary: 'One intent model with its report',
      access: 'api',
      params: idParams,
      response: intentSummarySchema,
      handle: ({ params }) => intents.get(params.id),
    }),
    route({
      method: 'DELETE',
      url: '/api/intents/:id',
      summary: 'Remove an intent model and its utterances',
      access: 'api',
      params: idParams,
      handle: ({ params }) => intents.remove(params.id),
    }),
    route({
      method: 'POST',
      url: '/api/intents/:id/train',
      summary: 'Train and calibrate; answers with the job',
      access: 'api',
      params: idParams,
      body: z.strictObject({ seed: z.int().optional() }),
      response: jobSchema,
      status: 202,
      handle: ({ params, body }) =>
        intents.train(params.id, body.seed === undefined ? {} : { seed: body.seed }),
    }),
    route({
      method: 'POST',
      url: '/api/intents/:id/predict',
      summary: 'Try the model on a text',
      access: 'api',
      params: idParams,
      body: z.strictObject({ text: z.string().max(20_000) }),
      handle: async ({ params, body }) => (await intents.open(params.id)).predict(body.text),
    }),
    ...utteranceRoutes(intents),
  ]
}

function utteranceRoutes(intents: IntentService): Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/intents/:id/utterances',
      summary: 'The utterances a model learns from',
      access: 'api',
      params: idParams,
      query: pageQuery.extend({ intent: z.string().max(64).optional() }),
      response: pageSchema(utteranceSchema),
      handle: ({ params, query }) =>
        intents.utterances(params.id, {
          ...pageOf(query),
          ...(query.intent === undefined ? {} : { intent: query.intent }),
        }),
    }),
    route({
      method: 'PUT',
      url: '/api/intents/:id/utterances',
      summary: 'Add or replace utterances, all or none',
      access: 'api',
      params: idParams,
      body: z.strictObject({ items: z.array(utteranceSchema).min(1).max(50_000) }),
      bodyLimitBytes: 16_000_000,
      response: intentSummarySchema,
      handle: ({ params, body }) => intents.putUtterances(params.id, body.items),
    }),
    route({
      method: 'POST',
      url: '/api/intents/:id/utterances/remove',
      summary: 'Remove several utterances, all or none',
      access: 'api',
      params: idParams,
      body: z.strictObject({ ids: z.array(z.string().max(64)).min(1).max(50_000) }),
      bodyLimitBytes: 8_000_000,
      response: intentSummarySchema,
      handle: ({ params, body }) => intents.removeUtterances(params.id, body.ids),
    }),
    route({
      method: 'DELETE',
      url: '/api/intents/:id/utterances/:row',
      summary: 'Remove an utterance',
      access: 'api',
      params: rowParams,
      response: intentSummarySchema,
      handle: ({ params }) => intents.removeUtterances(params.id, [params.row]),
    }),
  ]
}
