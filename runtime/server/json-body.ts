/** Reads JSON bodies, and nothing else, under the rules every document is under. */
import type { FastifyInstance } from 'fastify'
import { assertPlainJson } from '../core/document/parse.ts'
import { failure } from '../core/errors/failure.ts'

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
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(body)
  } catch (error) {
    throw failure('INVALID_UTF8', { source: 'The request body', offset: validBytes(body) }, { cause: error })
  }
  if (text === '') return {}
  try {
    return JSON.parse(text)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw failure(
      'INVALID_JSON',
      { source: 'The request body', reason: reason.slice(0, 200) },
      { cause: error },
    )
  }
}

/** How many bytes from the start are valid UTF-8, by halving. */
function validBytes(body: Buffer): number {
  let low = 0
  let high = body.length
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    // In stream mode a character cut at the end is no error.
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(body.subarray(0, middle), { stream: true })
      low = middle
    } catch {
      high = middle - 1
    }
  }
  return low
}
