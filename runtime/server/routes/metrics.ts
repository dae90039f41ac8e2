import type { RunMetrics } from '../metrics/run-metrics.ts'
import type { Route } from '../route.ts'
import { route } from '../route.ts'

/** Behind the token where one is set: names of pipelines and adapters are nobody else's business. */
export function metricsRoutes(metrics: Pick<RunMetrics, 'render'>): Route[] {
  return [
    route({
      method: 'GET',
      url: '/metrics',
      summary: 'Durations, decisions, errors and the process, as Prometheus reads them',
      access: 'api',
      handle: async ({ reply }) => {
        const { contentType, text } = await metrics.render()
        return reply.type(contentType).send(text)
      },
    }),
  ]
}
