import type { JobService } from '../../core/services/jobs.ts'
import { jobSchema } from '../../core/wire/jobs.ts'
import type { Route } from '../route.ts'
import { route } from '../route.ts'
import type { SseEvent } from '../sse.ts'
import { clientSignal, sendEvents } from '../sse.ts'
import { idParams, listSchema } from './parameters.ts'

async function* asSse(event: string, items: AsyncIterable<unknown>): AsyncGenerator<SseEvent, void> {
  for await (const data of items) yield { event, data }
}

export function jobRoutes(jobs: JobService): Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/jobs',
      summary: 'Jobs, newest first',
      access: 'api',
      response: listSchema(jobSchema),
      handle: async () => ({ items: await jobs.list() }),
    }),
    route({
      method: 'GET',
      url: '/api/jobs/events',
      summary: 'All jobs under way as SSE: at once, and each time one begins, gets further or ends',
      access: 'api',
      handle: async ({ reply }) => {
        const signal = clientSignal(reply)
        await sendEvents(reply, asSse('jobs', jobs.followAll(signal)), signal)
      },
    }),
    route({
      method: 'GET',
      url: '/api/jobs/:id',
      summary: 'One job',
      access: 'api',
      params: idParams,
      response: jobSchema,
      handle: ({ params }) => jobs.get(params.id),
    }),
    route({
      method: 'GET',
      url: '/api/jobs/:id/events',
      summary: 'A job as SSE, at each change until it has ended',
      access: 'api',
      params: idParams,
      handle: async ({ params, reply }) => {
        await jobs.get(params.id)
        const signal = clientSignal(reply)
        await sendEvents(reply, asSse('job', jobs.follow(params.id, signal)), signal)
      },
    }),
    route({
      method: 'POST',
      url: '/api/jobs/:id/cancel',
      summary: 'Cancel a job; what stood before stays',
      access: 'api',
      params: idParams,
      response: jobSchema,
      handle: ({ params }) => jobs.cancel(params.id),
    }),
  ]
}
