import { z } from 'zod'
import type { BankService } from '../../core/services/banks.ts'
import {
  adapterSummarySchema,
  aliasNameSchema,
  bankRouteSchema,
  bankSchema,
  createBankSchema,
  labelledQuestionSchema,
  trainAdapterSchema,
} from '../../core/wire/banks.ts'
import { bankMetricsSchema } from '../../core/wire/bank-metrics.ts'
import { jobSchema } from '../../core/wire/jobs.ts'
import type { Route } from '../route.ts'
import { route } from '../route.ts'
import {
  adapterParams,
  aliasParams,
  idParams,
  listSchema,
  pageOf,
  pageQuery,
  pageSchema,
  rowParams,
} from './parameters.ts'

const addAdapterBody = z.strictObject({
  name: aliasNameSchema,
  /** `adapter_config.json` and `adapter_model.safetensors`, Base64. */
  config: z.base64().max(1_000_000),
  weights: z.base64().max(30_000_000),
})

const bytesOf = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'))

export function bankRoutes(banks: BankService): Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/banks',
      summary: 'All adapter banks',
      access: 'api',
      response: listSchema(bankSchema),
      handle: async () => ({ items: await banks.list() }),
    }),
    route({
      method: 'POST',
      url: '/api/banks',
      summary: 'Create a bank',
      access: 'api',
      body: createBankSchema,
      response: bankSchema,
      status: 201,
      handle: ({ body }) => banks.create(body),
    }),
    route({
      method: 'GET',
      url: '/api/banks/:id',
      summary: 'One bank with its adapters and aliases',
      access: 'api',
      params: idParams,
      response: bankSchema,
      handle: ({ params }) => banks.get(params.id),
    }),
    route({
      method: 'DELETE',
      url: '/api/banks/:id',
      summary: 'Remove a bank',
      access: 'api',
      params: idParams,
      handle: ({ params }) => banks.remove(params.id),
    }),
    route({
      method: 'PUT',
      url: '/api/banks/:id/routes',
      summary: 'Say which alias serves which intent, and which is the default',
      access: 'api',
      params: idParams,
      body: z.strictObject({
        routes: z.array(bankRouteSchema).max(1_000),
        defaultAlias: aliasNameSchema.nullable(),
      }),
      response: bankSchema,
      handle: ({ params, body }) => banks.setRoutes(params.id, body),
    }),
    route({
      method: 'GET',
      url: '/api/banks/:id/metrics',
      summary: 'What its adapters cost in time and bought in quality, by version and intent',
      access: 'api',
      params: idParams,
      query: z.strictObject({
        since: z.iso.datetime({ offset: true }).optional(),
        pipeline: z.string().max(64).optional(),
      }),
      response: bankMetricsSchema,
      handle: ({ params, query: { since, pipeline } }) =>
        banks.metrics(params.id, {
          ...(since === undefined ? {} : { since }),
          ...(pipeline === undefined ? {} : { pipeline }),
        }),
    }),
    ...adapterRoutes(banks),
    ...questionRoutes(banks),
  ]
}

function adapterRoutes(banks: BankService): Route[] {
  return [
    route({
      method: 'POST',
      url: '/api/banks/:id/adapters',
      summary: 'Register an adapter from PEFT files',
      access: 'api',
      params: idParams,
      body: addAdapterBody,
      bodyLimitBytes: 42_000_000,
      response: adapterSummarySchema,
      status: 201,
      handle: ({ params, body }) =>
        banks.addAdapter(params.id, body.name, {
          config: bytesOf(body.config),
          weights: bytesOf(body.weights),
        }),
    }),
    route({
      method: 'GET',
      url: '/api/banks/:id/adapters/:row',
      summary: 'The PEFT files of an adapter, Base64',
      access: 'api',
      params: adapterParams,
      handle: async ({ params }) => {
        const files = await banks.adapterFiles(params.id, params.row)
        const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
        return { id: files.id, config: base64(files.config), weights: base64(files.weights) }
      },
    }),
    route({
      method: 'DELETE',
      url: '/api/banks/:id/adapters/:row',
      summary: 'Remove an adapter that no alias points at',
      access: 'api',
      params: adapterParams,
      response: bankSchema,
      handle: ({ params }) => banks.removeAdapter(params.id, params.row),
    }),
    route({
      method: 'POST',
      url: '/api/banks/:id/adapters/:row/restore',
      summary: 'Put back an adapter that was removed',
      access: 'api',
      params: adapterParams,
      response: bankSchema,
      handle: ({ params }) => banks.restoreAdapter(params.id, params.row),
    }),
    route({
      method: 'PUT',
      url: '/api/banks/:id/aliases/:row',
      summary: 'Point an alias at an adapter version',
      access: 'api',
      params: aliasParams,
      body: z.strictObject({ adapter: z.string().max(200) }),
      response: bankSchema,
      handle: ({ params, body }) => banks.flipAlias(params.id, params.row, body.adapter),
    }),
    route({
      method: 'DELETE',
      url: '/api/banks/:id/aliases/:row',
      summary: 'Remove an alias',
      access: 'api',
      params: aliasParams,
      response: bankSchema,
      handle: ({ params }) => banks.removeAlias(params.id, params.row),
    }),
  ]
}

function questionRoutes(banks: BankService): Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/banks/:id/questions',
      summary: 'The labelled questions of a bank',
      access: 'api',
      params: idParams,
      query: pageQuery.extend({ intent: z.string().max(64).optional() }),
      response: pageSchema(labelledQuestionSchema),
      handle: ({ params, query }) =>
        banks.questions(params.id, {
          ...pageOf(query),
          ...(query.intent === undefined ? {} : { intent: query.intent }),
        }),
    }),
    route({
      method: 'PUT',
      url: '/api/banks/:id/questions',
      summary: 'Add or replace labelled questions, all or none',
      access: 'api',
      params: idParams,
      body: z.strictObject({ items: z.array(labelledQuestionSchema).min(1).max(20_000) }),
      bodyLimitBytes: 16_000_000,
      response: bankSchema,
      handle: ({ params, body }) => banks.putQuestions(params.id, body.items),
    }),
    route({
      method: 'POST',
      url: '/api/banks/:id/train',
      summary: 'Train an adapter on the labelled questions; answers with the job',
      access: 'api',
      params: idParams,
      body: trainAdapterSchema,
      response: jobSchema,
      status: 202,
      handle: ({ params, body }) => banks.trainAdapter(params.id, body),
    }),
    route({
      method: 'DELETE',
      url: '/api/banks/:id/questions/:row',
      summary: 'Remove a labelled question',
      access: 'api',
      params: rowParams,
      response: bankSchema,
      handle: ({ params }) => banks.removeQuestions(params.id, [params.row]),
    }),
  ]
}
