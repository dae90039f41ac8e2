import Fastify from 'fastify'
import { expect, it } from 'vitest'
import { Failure } from '../core/errors/failure.ts'
import { addJsonBody } from './json-body.ts'

async function refusalOf(payload: string): Promise<unknown> {
  let thrown: unknown
  const app = Fastify()
  addJsonBody(app)
  app.setErrorHandler((error, _request, reply) => {
    thrown = error
    void reply.code(400).send({})
  })
  app.post('/', () => ({}))
  await app.inject({ method: 'POST', url: '/', headers: { 'content-type': 'application/json' }, payload })
  await app.close()
  return thrown instanceof Failure ? [thrown.code, thrown.params['reason']] : thrown
}

it.each([
  // Parsers quote short texts whole, and of long ones what stands around the fault.
  ['{"secret": hunter2}', "Unexpected token 'h'"],
  [`{"name": "x", "secret": hunter2hunter2hunter2, "more": "${'y'.repeat(40)}"}`, "Unexpected token 'h'"],
  ['hunter2" is not valid JSON', "Unexpected token 'h'"],
  ['{"secret": h\n"unter2"}', "Unexpected token 'h'"],
  ['undefined', 'Unexpected text'],
])('says of %j what is wrong without a piece of it', async (payload, reason) => {
  // Else the parser of this Node quotes nothing, and there is nothing to be left out.
  expect(() => JSON.parse(payload)).toThrow(/" ?(\.\.\.)? is not valid JSON$|"(\.\.\.)? is not valid JSON$/)
  expect(await refusalOf(payload)).toEqual(['INVALID_JSON', reason])
})
