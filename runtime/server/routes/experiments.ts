import { z } from 'zod'
import { createKeeper } from '../../core/recently-used.ts'
import type { ExperimentService } from '../../core/services/experiments.ts'
import type { ExperimentSummary } from '../../core/wire/experiments.ts'
import {
  cellKeySchema,
  cellSchema,
  experimentDefinitionSchema,
  experimentScoresSchema,
  experimentSummarySchema,
  reportSchema,
} from '../../core/wire/experiments.ts'
import { rowIdSchema } from '../../core/wire/indexes.ts'
import { renderReport, reportFormats, reportMediaTypes } from '../../evaluation/reports/render-report.ts'
import { stateKey } from '../../services/experiment-results.ts'
import type { Route } from '../route.ts'
import { route } from '../route.ts'
import type { SseEvent } from '../sse.ts'
import { clientSignal, sendEvents } from '../sse.ts'
import { idParams, listSchema, pageOf, pageQuery, pageSchema } from './parameters.ts'

async function* asSse(summaries: AsyncIterable<ExperimentSummary>): AsyncGenerator<SseEvent, void> {
  for await (const summary of summaries) yield { event: 'experiment', data: summary }
}

export function experimentRoutes(experiments: ExperimentService): Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/experiments',
      summary: 'All experiments, newest first',
      access: 'api',
      response: listSchema(experimentSummarySchema),
      handle: async () => ({ items: await experiments.list() }),
    }),
    route({
      method: 'POST',
      url: '/api/experiments',
      summary: 'Plan an experiment; everything that can be checked before the first row is checked',
      access: 'api',
      body: experimentDefinitionSchema,
      response: experimentSummarySchema,
      status: 201,
      handle: ({ body }) => experiments.create(body),
    }),
    route({
      method: 'GET',
      url: '/api/experiments/:id',
      summary: 'One experiment: how far it is, and what it is pinned to',
      access: 'api',
      params: idParams,
      response: experimentSummarySchema,
      handle: ({ params }) => experiments.get(params.id),
    }),
    route({
      method: 'DELETE',
      url: '/api/experiments/:id',
      summary: 'Remove an experiment and its cells',
      access: 'api',
      params: idParams,
      handle: ({ params }) => experiments.remove(params.id),
    }),
    ...runRoutes(experiments),
    ...resultRoutes(experiments),
  ]
}

function runRoutes(experiments: ExperimentService): Route[] {
  return [
    route({
      method: 'POST',
      url: '/api/experiments/:id/start',
      summary: 'Start or resume: runs the cells that are missing',
      access: 'api',
      params: idParams,
      response: experimentSummarySchema,
      status: 202,
      handle: ({ params }) => experiments.start(params.id),
    }),
    route({
      method: 'POST',
      url: '/api/experiments/:id/stop',
      summary: 'Stop after the cells under way; the results so far stay',
      access: 'api',
      params: idParams,
      response: experimentSummarySchema,
      handle: ({ params }) => experiments.stop(params.id),
    }),
    route({
      method: 'GET',
      url: '/api/experiments/:id/events',
      summary: 'An experiment as SSE, at each change until it rests',
      access: 'api',
      params: idParams,
      handle: async ({ params, reply }) => {
        await experiments.get(params.id)
        const signal = clientSignal(reply)
        await sendEvents(reply, asSse(experiments.follow(params.id, signal)), signal)
      },
    }),
  ]
}

/** Ten megabytes each at 100,000 cells, and most of a second to make. */
const keptScores = 3

function resultRoutes(experiments: ExperimentService): Route[] {
  const keepScores = createKeeper<Buffer>(keptScores)
  return [
    route({
      method: 'GET',
      url: '/api/experiments/:id/cells',
      summary: 'What each variant made of each row',
      access: 'api',
      params: idParams,
      query: pageQuery
        .omit({ search: true })
        .extend({ row: rowIdSchema.optional(), variant: z.string().max(64).optional() }),
      response: pageSchema(cellSchema),
      handle: ({ params, query: { row, variant, ...page } }) =>
        experiments.cells(params.id, {
          ...pageOf(page),
          ...(row === undefined ? {} : { row }),
          ...(variant === undefined ? {} : { variant }),
        }),
    }),
    route({
      method: 'GET',
      url: '/api/experiments/:id/scores',
      summary: 'All cells by column: decisions, times and scores',
      access: 'api',
      params: idParams,
      response: experimentScoresSchema,
      handle: async ({ params, reply }) => {
        const experiment = await experiments.get(params.id)
        if (experiment.state === 'running') return experiments.scores(params.id)
        void reply.type('application/json; charset=utf-8')
        return keepScores(stateKey(experiment), async () =>
          Buffer.from(JSON.stringify(await experiments.scores(params.id))),
        )
      },
    }),
    route({
      method: 'GET',
      url: '/api/experiments/:id/report',
      summary: 'The comparison table: JSON, or a file in Markdown, CSV or self-contained HTML',
      access: 'api',
      params: idParams,
      query: z.strictObject({
        format: z.enum(reportFormats).default('json'),
        locale: z.enum(['en', 'zh-CN']).default('en'),
        baseline: z.string().max(64).optional(),
      }),
      response: reportSchema,
      handle: async ({ params, query: { format, locale, baseline }, reply }) => {
        const report = await experiments.report(params.id, baseline)
        if (format === 'json') return report
        void reply.header('content-disposition', `attachment; filename="${params.id}.${format}"`)
        void reply.type(reportMediaTypes[format])
        return renderReport(report, format, locale)
      },
    }),
    route({
      method: 'POST',
      url: '/api/experiments/:id/trace',
      summary: 'The stored run of a cell; where none was stored the cell is run again as it was pinned',
      access: 'api',
      params: idParams,
      body: cellKeySchema,
      response: z.object({ runId: z.string() }),
      handle: async ({ params, body }) => ({ runId: await experiments.trace(params.id, body) }),
    }),
  ]
}
