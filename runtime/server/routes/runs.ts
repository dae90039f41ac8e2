import { z } from 'zod'
import { failure } from '../../core/errors/failure.ts'
import type { RunService } from '../../core/services/runs.ts'
import type { TraceEvent } from '../../core/trace/events.ts'
import { heatMapRuns, heatMapSchema } from '../../core/wire/heat-map.ts'
import {
  feedbackSchema,
  retentionSchema,
  runCountSchema,
  runRequestSchema,
  runStatusSchema,
  runSummarySchema,
} from '../../core/wire/runs.ts'
import type { Route } from '../route.ts'
import { route } from '../route.ts'
import { resultHeaders } from '../result-headers.ts'
import type { SseEvent } from '../sse.ts'
import { clientSignal, nextSeq, sendEvents } from '../sse.ts'
import { idParams, listSchema, pageOf, pageQuery, pageSchema } from './parameters.ts'

const runListQuery = pageQuery.extend({
  pipeline: z.string().max(64).optional(),
  status: runStatusSchema.optional(),
  intent: z.string().max(64).optional(),
  adapter: z.string().max(200).optional(),
  revision: z
    .string()
    .regex(/^[0-9a-f]{1,64}$/)
    .optional(),
  slowerThan: z.coerce.number().min(0).max(3_600_000).optional(),
  confidenceBelow: z.coerce.number().min(0).max(1).optional(),
})

async function* asSse(events: AsyncIterable<TraceEvent>): AsyncGenerator<SseEvent, void> {
  for await (const event of events) yield { id: event.seq, event: event.type, data: event }
}

/** The headers that choose the arm of a split; all others stay out of runs and their traces. */
const passedHeaders = ['x-adapter-strategy', 'x-user-group', 'x-user-id'] as const

function requestHeaders(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Record<string, string> {
  const seen: Record<string, string> = {}
  for (const name of passedHeaders) {
    const value = headers[name]
    if (typeof value === 'string') seen[name] = value
  }
  return seen
}

/** @throws PARAM_INVALID */
function readIdempotencyKey(key: string | string[] | undefined): string | undefined {
  if (key === undefined) return undefined
  if (typeof key === 'string' && /^[\x21-\x7e]{1,200}$/.test(key)) return key
  throw failure('PARAM_INVALID', {
    field: 'Idempotency-Key',
    reason: 'it is 1 to 200 visible ASCII characters',
  })
}

export function runRoutes(runs: RunService): Route[] {
  return [
    startRoute(runs),
    ...readRoutes(runs),
    heatMapRoute(runs),
    countsRoute(runs),
    retentionRoute(runs),
    ...changeRoutes(runs),
  ]
}

function startRoute(runs: RunService): Route {
  return route({
    method: 'POST',
    url: '/api/pipelines/:id/runs',
    summary: 'Run a pipeline: a result, or with `stream` the trace events as they happen',
    access: 'api',
    params: idParams,
    body: runRequestSchema,
    bodyLimitBytes: 4_000_000,
    handle: async ({ params, body, request, reply }) => {
      const signal = clientSignal(reply)
      const idempotencyKey = readIdempotencyKey(request.headers['idempotency-key'])
      const run = await runs.start(params.id, {
        ...body,
        headers: requestHeaders(request.headers),
        ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
      })
      // A client that goes away cancels the run it started, not one that it asked for again.
      if (!run.isRepeat) {
        signal.addEventListener('abort', () => void runs.cancel(run.runId).catch(() => undefined), {
          once: true,
        })
      }
      if (body.stream === true) {
        await sendEvents(reply, asSse(runs.events(run.runId, { signal })), signal, {
          'x-signalbox-run': run.runId,
        })
        return undefined
      }
      const outcome = await run.outcome()
      void reply.headers(resultHeaders(run.runId, outcome))
      const { status, decisions, timing, error, scores } = outcome
      const outputs = Object.fromEntries(
        await Promise.all(
          Object.entries(outcome.outputs).map(async ([name, traced]) => [
            name,
            'value' in traced ? traced.value : await runs.value(traced.hash),
          ]),
        ),
      )
      return {
        runId: run.runId,
        status,
        outputs,
        decisions,
        timing,
        error,
        scores,
      }
    },
  })
}

function readRoutes(runs: RunService): Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/runs',
      summary: 'Runs, newest first',
      access: 'api',
      query: runListQuery,
      response: pageSchema(runSummarySchema),
      handle: ({ query }) =>
        runs.list({
          ...pageOf(query),
          ...(query.pipeline === undefined ? {} : { pipelineId: query.pipeline }),
          ...(query.status === undefined ? {} : { status: query.status }),
          ...(query.intent === undefined ? {} : { intent: query.intent }),
          ...(query.adapter === undefined ? {} : { adapter: query.adapter }),
          ...(query.revision === undefined ? {} : { revision: query.revision }),
          ...(query.slowerThan === undefined ? {} : { slowerThanMs: query.slowerThan }),
          ...(query.confidenceBelow === undefined ? {} : { confidenceBelow: query.confidenceBelow }),
        }),
    }),
    route({
      method: 'GET',
      url: '/api/runs/:id',
      summary: 'One run with its events so far',
      access: 'api',
      params: idParams,
      response: z.object({
        summary: runSummarySchema,
        events: z.array(z.unknown()),
        feedback: z.array(feedbackSchema),
      }),
      handle: async ({ params }) => {
        const summary = await runs.get(params.id)
        const feedback = await runs.feedback(params.id)
        const events: TraceEvent[] = []
        if (summary.status !== 'running') for await (const event of runs.events(params.id)) events.push(event)
        return { summary, events, feedback }
      },
    }),
    route({
      method: 'GET',
      url: '/api/runs/:id/events',
      summary: 'The trace events as SSE; goes on after Last-Event-ID',
      access: 'api',
      params: idParams,
      handle: async ({ params, request, reply }) => {
        await runs.get(params.id)
        const signal = clientSignal(reply)
        const events = runs.events(params.id, { fromSeq: nextSeq(request), signal })
        await sendEvents(reply, asSse(events), signal, { 'x-signalbox-run': params.id })
      },
    }),
    route({
      method: 'GET',
      url: '/api/values/:hash',
      summary: 'A large traced value by its hash',
      access: 'api',
      params: z.strictObject({ hash: z.string().regex(/^[0-9a-f]{64}$/) }),
      response: z.object({ value: z.json() }),
      handle: async ({ params }) => ({ value: await runs.value(params.hash) }),
    }),
  ]
}

function heatMapRoute(runs: RunService): Route {
  return route({
    method: 'GET',
    url: '/api/pipelines/:id/heat-map',
    summary: 'What its last runs did, by node and output port: times, errors, hits, confidence',
    access: 'api',
    params: idParams,
    query: z.strictObject({ runs: z.coerce.number().int().min(1).max(heatMapRuns).optional() }),
    response: heatMapSchema,
    handle: ({ params, query }) => runs.heatMap(params.id, query.runs),
  })
}

function countsRoute(runs: RunService): Route {
  return route({
    method: 'GET',
    url: '/api/runs/counts',
    summary: 'How often each pipeline was run, and when last; runs of experiments do not count',
    access: 'api',
    response: listSchema(runCountSchema),
    handle: async () => ({ items: await runs.counts() }),
  })
}

function retentionRoute(runs: RunService): Route {
  return route({
    method: 'GET',
    url: '/api/retention',
    summary: 'How long runs are kept, and how much of them there is',
    access: 'api',
    response: retentionSchema,
    handle: () => runs.retention(),
  })
}

function changeRoutes(runs: RunService): Route[] {
  return [
    route({
      method: 'POST',
      url: '/api/runs/:id/cancel',
      summary: 'Cancel a run',
      access: 'api',
      params: idParams,
      handle: ({ params }) => runs.cancel(params.id),
    }),
    route({
      method: 'POST',
      url: '/api/runs/:id/feedback',
      summary: 'Say how good the answer was, or what it should have been',
      access: 'api',
      params: idParams,
      body: feedbackSchema,
      handle: ({ params, body }) => runs.addFeedback(params.id, body),
    }),
  ]
}
