/** Reads JSON bodies, and nothing else, under the rules every document is under. */
import type { FastifyInstance } from 'fastify'
import { assertPlainJson } from '../core/document/parse.ts'
import { failure } from '../core/errors/failure.ts'
import { decodeUtf8 } from '../core/rows/decode-utf8.ts'

export function addJsonBody(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    async (_request: unknown, body: Buffer) => {
      const value = parseBody(body)
      assertPlainJson(value)
      return value
    },
  )
}

function parseBody(body: Buffer): unknown {
  const text = decodeUtf8(body, 'The request body')
  if (text === '') return {}
  try {
    return JSON.parse(text)
  } catch (error) {
    throw failure('INVALID_JSON', { source: 'The request body', reason: reasonOf(error) })
  }
}

/** Without the piece of the body that the parser quotes: a body may hold a secret. */
function reasonOf(error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error)
  const said = reason.replace(/,? ?(\.\.\.)?".*"(\.\.\.)? is not valid JSON$/s, '')
  return said === '' ? 'Unexpected text' : said.slice(0, 200)
}
