import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { Failure, failure } from '../core/errors/failure.ts'
import { createTransport } from './transport.ts'

/** A server that answers everything with one JSON body. */
const answering = (status: number, body: unknown) =>
  createTransport({ fetch: async () => new Response(JSON.stringify(body), { status }) })

const ask = async (status: number, body: unknown): Promise<Failure> => {
  const thrown: unknown = await answering(status, body)
    .json(z.unknown(), 'GET', '/api/x')
    .catch((error: unknown) => error)
  if (thrown instanceof Failure) return thrown
  throw new Error('The request did not fail.')
}

describe('a failure of the server', () => {
  it('arrives with its code and parameters', async () => {
    const sent = failure('ARTICLE_NOT_FOUND', { index: 'a', article: 'b' })
    const got = await ask(404, { error: sent.toJSON() })
    expect([got.code, got.params, got.message]).toEqual([sent.code, sent.params, sent.message])
  })

  it('carries what the server sent as the current state', async () => {
    const sent = failure('REVISION_CONFLICT', { pipeline: 'p', current: 2, expected: 1 })
    expect((await ask(412, { error: sent.toJSON(), current: { counter: 2 } })).cause).toEqual({ counter: 2 })
  })

  it('with a code of a newer server keeps its text', async () => {
    const got = await ask(409, { error: { code: 'OF_TOMORROW', params: {}, message: 'Not yet known.' } })
    expect([got.code, got.params['reason']]).toEqual(['UNEXPECTED', 'Not yet known.'])
  })

  it('that is no JSON is said by its status', async () => {
    expect((await ask(502, 'bad gateway')).params['reason']).toBe('HTTP 502')
  })
})
