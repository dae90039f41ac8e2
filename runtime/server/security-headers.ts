/** Headers that keep a browser from doing more than the page needs. */
import type { FastifyInstance } from 'fastify'

/** Styles set by React Flow and React Aria on elements need 'unsafe-inline' for style only. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "object-src 'none'",
  "frame-ancestors 'none'",
].join('; ')

export function addSecurityHeaders(app: FastifyInstance): void {
  // At the request already: streams write their own head and never come to `onSend`.
  app.addHook('onRequest', async (request, reply) => {
    if (request.routeOptions.config.access === 'api') void reply.header('cache-control', 'no-store')
    void reply.headers({
      'content-security-policy': contentSecurityPolicy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    })
  })
}
