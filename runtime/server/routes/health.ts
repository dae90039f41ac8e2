import { z } from 'zod'
import type { Route } from '../route.ts'
import { route } from '../route.ts'

export interface HealthOptions {
  readonly version: string
  /** Tells servers apart that share a port over time. */
  readonly instanceId: string
  readonly isReady: () => boolean
}

export function healthRoutes({ version, instanceId, isReady }: HealthOptions): Route[] {
  return [
    route({
      method: 'GET',
      url: '/healthz',
      summary: 'Whether the process answers',
      access: 'open',
      response: z.object({ status: z.literal('ok'), version: z.string(), instance: z.string() }),
      handle: () => ({ status: 'ok', version, instance: instanceId }),
    }),
    route({
      method: 'GET',
      url: '/readyz',
      summary: 'Whether it takes requests',
      access: 'open',
      response: z.object({ ready: z.boolean() }),
      handle: ({ reply }) => {
        const ready = isReady()
        void reply.code(ready ? 200 : 503)
        return reply.send({ ready })
      },
    }),
  ]
}
