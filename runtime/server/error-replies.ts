/** Every error as the catalogue says it: `{ error: { code, params, message, path? } }`. */
import type { FastifyError, FastifyInstance } from 'fastify'
import type { Failure } from '../core/errors/failure.ts'
import { failure, toFailure } from '../core/errors/failure.ts'

export function addErrorReplies(app: FastifyInstance): void {
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const known = fromFastify(error, request.headers['content-type'] ?? '', request.routeOptions.bodyLimit)
    if (known.status >= 500) request.log.error({ err: error }, known.code)
    if (reply.raw.headersSent) return reply.raw.destroy()
    if (known.code === 'UNAUTHORIZED') void reply.header('WWW-Authenticate', 'Bearer')
    return reply.code(known.status).send({ error: publicData(known) })
  })
  app.setNotFoundHandler((request) => {
    throw failure('ROUTE_NOT_FOUND', { method: request.method, url: request.url.slice(0, 100) })
  })
}

/** What happened inside stays inside: only the log has the text of an unexpected error. */
function publicData(known: Failure) {
  return known.code === 'UNEXPECTED'
    ? failure('UNEXPECTED', { reason: 'internal error' }).toJSON()
    : known.toJSON()
}

function fromFastify(error: FastifyError, contentType: string, limit: number): Failure {
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return failure('BODY_TOO_LARGE', { limit })
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return failure('MEDIA_TYPE_REFUSED', { type: contentType.slice(0, 100) })
    default: {
      const known = toFailure(error)
      const status = error.statusCode ?? 500
      const isOfClient = known.code === 'UNEXPECTED' && status >= 400 && status < 500
      return isOfClient ? failure('REQUEST_FAILED', { reason: error.message }) : known
    }
  }
}
