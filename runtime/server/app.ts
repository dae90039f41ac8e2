/** Puts the HTTP application together: limits, gate, routes, page. */
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import Fastify from 'fastify'
import { z } from 'zod'
import type { RuntimeServices } from '../core/services/runtime-services.ts'
import type { RunMetrics } from './metrics/run-metrics.ts'
import { createRunMetrics } from './metrics/run-metrics.ts'
import { addErrorReplies } from './error-replies.ts'
import { addGate } from './gate.ts'
import { addJsonBody } from './json-body.ts'
import { describeRoutes } from './openapi.ts'
import type { Route } from './route.ts'
import { registerRoute, route } from './route.ts'
import { backendRoutes } from './routes/backends.ts'
import { bankRoutes } from './routes/banks.ts'
import { credentialRoutes } from './routes/credentials.ts'
import { datasetRoutes } from './routes/datasets.ts'
import { experimentRoutes } from './routes/experiments.ts'
import { healthRoutes } from './routes/health.ts'
import { indexRoutes } from './routes/indexes.ts'
import { intentRoutes } from './routes/intents.ts'
import { jobRoutes } from './routes/jobs.ts'
import { metricsRoutes } from './routes/metrics.ts'
import { pipelineRoutes } from './routes/pipelines.ts'
import { runRoutes } from './routes/runs.ts'
import { addSecurityHeaders } from './security-headers.ts'

export interface AppOptions {
  readonly services: RuntimeServices
  readonly version: string
  readonly instanceId: string
  /** Bearer token for the API. */
  readonly token?: string
  /** Values the Host header may have; the caller fills it in once the port is known. */
  readonly hosts: ReadonlySet<string>
  /** The built page; without it the server is an API only. */
  readonly staticDir?: string
  readonly log?: { readonly level: string } | false
  readonly isReady?: () => boolean
}

const noMetrics: Pick<RunMetrics, 'render'> = {
  render: () => Promise.resolve({ contentType: 'text/plain', text: '' }),
}

/** All routes but the page's own files, for the gate's test and the OpenAPI page. */
export function listRoutes(options: AppOptions, metrics = noMetrics): Route[] {
  const { services, version, instanceId, isReady = () => true } = options
  const routes: Route[] = [
    ...healthRoutes({ version, instanceId, isReady }),
    ...metricsRoutes(metrics),
    ...pipelineRoutes(services.pipelines),
    ...runRoutes(services.runs),
    ...indexRoutes(services.indexes),
    ...intentRoutes(services.intents),
    ...bankRoutes(services.banks),
    ...backendRoutes(services.backends),
    ...credentialRoutes(services.credentials),
    ...datasetRoutes(services.datasets),
    ...experimentRoutes(services.experiments),
    ...jobRoutes(services.jobs),
  ]
  const page = describeRoutes(routes, version)
  routes.push(
    route({
      method: 'GET',
      url: '/openapi.json',
      summary: 'This API in OpenAPI 3.0',
      access: 'open',
      response: z.unknown(),
      handle: () => page,
    }),
  )
  return routes
}

export async function buildApp(options: AppOptions): Promise<FastifyInstance> {
  const app = Fastify({
    // Standard output belongs to the command that started the server.
    logger: options.log ? { level: options.log.level, stream: process.stderr } : false,
    bodyLimit: 1_000_000,
    // Node's own default of 300 s, which fastify switches off.
    requestTimeout: 300_000,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 200 },
  })
  addErrorReplies(app)
  addSecurityHeaders(app)
  addGate(app, { hosts: options.hosts, ...(options.token === undefined ? {} : { token: options.token }) })
  addJsonBody(app)
  const metrics = createRunMetrics(options.services.runs)
  app.addHook('onClose', async () => metrics.close())
  for (const one of listRoutes(options, metrics)) registerRoute(app, one)
  if (options.staticDir !== undefined) await addPage(app, options.staticDir)
  return app
}

/** The page itself is open: it holds no data, and asks for the token when the API wants one. */
async function addPage(app: FastifyInstance, staticDir: string): Promise<void> {
  await app.register(async (page) => {
    // Of the page's own scope: a route of the API that says nothing about its access stays closed.
    page.addHook('onRoute', (added) => {
      added.config = { ...added.config, access: 'open' }
    })
    await page.register(fastifyStatic, {
      root: staticDir,
      wildcard: false,
      cacheControl: true,
      maxAge: 0,
      etag: true,
    })
  })
}
