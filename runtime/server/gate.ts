/**
 * The one gate before every route. It denies by default: a route that says nothing about its access is closed.
 * It decides on the matched route, never on the text of the URL, and it checks Host and Origin on loopback too.
 */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { failure } from '../core/errors/failure.ts'

export interface GateOptions {
  /** Bearer token that `api` routes ask for; undefined on loopback without one. */
  readonly token?: string
  /** `host:port` values that may stand in the Host header; filled in once the server listens. */
  readonly hosts: ReadonlySet<string>
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

export function addGate(app: FastifyInstance, options: GateOptions): void {
  const expected = options.token === undefined ? undefined : digest(options.token)
  app.addHook('onRequest', async (request) => {
    checkHost(request, options.hosts)
    checkOrigin(request, options.hosts)
    if (request.is404) throw failure('ROUTE_NOT_FOUND', { method: request.method, url: shorten(request.url) })
    const { access } = request.routeOptions.config
    if (access === 'open') return
    if (access !== 'api') throw failure('UNAUTHORIZED', {})
    if (expected !== undefined && !hasToken(request, expected)) throw failure('UNAUTHORIZED', {})
  })
}

function checkHost(request: FastifyRequest, hosts: ReadonlySet<string>): void {
  const host = request.headers.host ?? ''
  if (!hosts.has(host.toLowerCase())) throw failure('HOST_REFUSED', { host: shorten(host) })
}

/** A browser sends Origin with everything that changes something, and `Sec-Fetch-Site` with everything. */
function checkOrigin(request: FastifyRequest, hosts: ReadonlySet<string>): void {
  const { origin } = request.headers
  if (origin !== undefined && !isOwnOrigin(origin, hosts))
    throw failure('ORIGIN_REFUSED', { origin: shorten(origin) })
  const site = request.headers['sec-fetch-site']
  const isNavigation = request.method === 'GET' && request.headers['sec-fetch-mode'] === 'navigate'
  if (site !== undefined && site !== 'same-origin' && site !== 'none' && !isNavigation) {
    throw failure('ORIGIN_REFUSED', { origin: shorten(origin ?? String(site)) })
  }
}

function isOwnOrigin(origin: string, hosts: ReadonlySet<string>): boolean {
  try {
    const url = new URL(origin)
    return (url.protocol === 'http:' || url.protocol === 'https:') && hosts.has(url.host)
  } catch {
    return false
  }
}

function hasToken(request: FastifyRequest, expected: Buffer): boolean {
  const match = /^Bearer ([\x21-\x7e]{1,512})$/.exec(request.headers.authorization ?? '')
  return match?.[1] !== undefined && timingSafeEqual(digest(match[1]), expected)
}

const shorten = (text: string) => text.slice(0, 100).replace(/[^\x20-\x7e]/g, '?')
