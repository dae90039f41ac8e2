import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { LookupFunction } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { failure } from '../core/errors/failure.ts'
import type { EgressRequest, EgressResponse } from '../core/services/egress.ts'
import type { EgressOptions } from './egress-client.ts'
import { createEgressClient } from './egress-client.ts'

type Answer = (request: IncomingMessage, response: ServerResponse) => void

let server: Server
let port = 0
let hits: IncomingMessage[] = []
let answer: Answer = (_request, response) => response.end('ok')

beforeEach(async () => {
  hits = []
  answer = (_request, response) => response.end('ok')
  server = createServer((request, response) => {
    hits.push(request)
    answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  port = typeof address === 'object' && address !== null ? address.port : 0
})
afterEach(() => {
  server.closeAllConnections()
  server.close()
})

const origin = () => `http://127.0.0.1:${port}`
const send = (change: Partial<EgressRequest> = {}, options: Partial<EgressOptions> = {}) =>
  createEgressClient({ allow: [origin()], ...options }).send({
    url: `${origin()}/v1/chat`,
    method: 'POST',
    headers: {},
    signal: new AbortController().signal,
    ...change,
  })

async function textOf({ body }: EgressResponse): Promise<string> {
  const parts: Uint8Array[] = []
  for await (const chunk of body) parts.push(chunk)
  return Buffer.concat(parts).toString()
}

/** Always gives these addresses, whatever the name. */
const resolveTo =
  (...addresses: string[]): LookupFunction =>
  (_name, settings, done) => {
    const all = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
    if (settings.all === true) done(null, all)
    else done(null, all[0]?.address ?? '', all[0]?.family ?? 4)
  }

describe('egress client', () => {
  it('sends to a listed origin and gives the answer with its status', async () => {
    answer = (request, response) => {
      response.writeHead(404, { 'x-a': 'b', 'content-type': 'text/plain' })
      request.pipe(response)
    }
    const response = await send({
      body: 'héllo',
      headers: { 'X-Own': '1', host: 'evil.test', 'Accept-Encoding': 'gzip' },
    })
    expect(response).toMatchObject({ status: 404, headers: { 'x-a': 'b' } })
    expect(await textOf(response)).toBe('héllo')
    expect(hits[0]?.headers).toMatchObject({
      host: `127.0.0.1:${port}`,
      'x-own': '1',
      'accept-encoding': 'identity',
    })
  })

  it('makes no connection to what is not listed, or leads inside under a listed name', async () => {
    await expect(send({}, { allow: [] })).rejects.toMatchObject({ code: 'EGRESS_DENIED' })
    const name = `http://model.test:${port}`
    const viaName = (allow: EgressOptions['allow'], lookup: LookupFunction) =>
      send({ url: `${name}/v1` }, { allow, lookup })
    await expect(viaName([name], resolveTo('127.0.0.1'))).rejects.toMatchObject({ code: 'EGRESS_DENIED' })
    await expect(viaName([name], resolveTo('1.1.1.1', '::ffff:127.0.0.1'))).rejects.toMatchObject({
      code: 'EGRESS_DENIED',
    })
    expect(hits).toHaveLength(0)
    const allowed = await viaName([{ origin: name, isInside: true }], resolveTo('127.0.0.1'))
    expect(await textOf(allowed)).toBe('ok')
  })

  it('checks the name again for every connection', async () => {
    const name = `http://model.test:${port}`
    let calls = 0
    const rebinding: LookupFunction = (host, settings, done) =>
      resolveTo((calls += 1) === 1 ? '203.0.114.1' : '127.0.0.1')(host, settings, done)
    const client = createEgressClient({ allow: [name], lookup: rebinding, idleTimeoutMs: 50 })
    const request = { url: name, method: 'GET', headers: {}, signal: AbortSignal.timeout(200) } as const
    await client.send(request).catch(() => undefined)
    await expect(client.send({ ...request, signal: new AbortController().signal })).rejects.toMatchObject({
      code: 'EGRESS_DENIED',
    })
    expect(hits).toHaveLength(0)
  })

  it.each([301, 302, 303, 307, 308])('does not follow %i', async (status) => {
    answer = (_request, response) => response.writeHead(status, { location: `${origin()}/trap` }).end()
    await expect(send()).rejects.toMatchObject({ code: 'UPSTREAM_REDIRECT' })
    expect(hits).toHaveLength(1)
  })

  it('stops reading at the limit, and takes no compressed answers', async () => {
    answer = (_request, response) => {
      response.write('x'.repeat(60_000))
      response.write('x'.repeat(60_000))
    }
    const response = await send({}, { maxBytes: 100_000 })
    await expect(textOf(response)).rejects.toMatchObject({ code: 'UPSTREAM_TOO_LARGE' })
    answer = (_request, reply) => reply.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('x'))
    await expect(send()).rejects.toMatchObject({ code: 'UPSTREAM_ENCODED' })
  })

  it('gives up on silence, before the head and in the middle of the body', async () => {
    answer = () => undefined
    await expect(send({}, { idleTimeoutMs: 40 })).rejects.toMatchObject({ code: 'UPSTREAM_TIMEOUT' })
    answer = (_request, response) => response.write('half')
    const response = await send({}, { idleTimeoutMs: 40 })
    await expect(textOf(response)).rejects.toMatchObject({ code: 'UPSTREAM_TIMEOUT' })
  })

  it('says when nothing answers, and when the answer breaks off', async () => {
    const { port: free } = await new Promise<{ port: number }>((resolve) => {
      const other = createServer().listen(0, '127.0.0.1', () => {
        const address = other.address()
        other.close(() =>
          resolve({ port: typeof address === 'object' && address !== null ? address.port : 0 }),
        )
      })
    })
    const nobody = `http://127.0.0.1:${free}`
    await expect(send({ url: nobody }, { allow: [nobody] })).rejects.toMatchObject({
      code: 'UPSTREAM_UNREACHABLE',
    })
    answer = (_request, response) => {
      response.writeHead(200, { 'content-length': '100' })
      response.write('half', () => response.destroy())
    }
    await expect(send().then(textOf)).rejects.toMatchObject({ code: 'UPSTREAM_UNREACHABLE' })
  })

  it('closes the connection when the caller cancels or leaves the answer early', async () => {
    const closed = () => new Promise<void>((resolve) => hits.at(-1)?.socket.once('close', () => resolve()))
    answer = (_request, response) => response.write('first')
    const controller = new AbortController()
    const response = await send({ signal: controller.signal })
    const reading = textOf(response)
    const cancelled = closed()
    controller.abort(failure('RUN_CANCELLED', {}))
    await expect(reading).rejects.toMatchObject({ code: 'RUN_CANCELLED' })
    await cancelled
    const left = await send()
    const leaving = closed()
    for await (const _chunk of left.body) break
    await leaving
  })

  it('sends a credential to the origin it was saved for only', async () => {
    const credentials: NonNullable<EgressOptions['credentials']> = {
      headerFor: async (credential, to) => {
        if (credential !== 'key-1' || to !== origin())
          throw failure('CREDENTIAL_REFUSED', { credential, origin: to, saved: origin() })
        return { name: 'Authorization', value: 'Bearer canary' }
      },
    }
    await send({ credential: 'key-1', headers: { authorization: 'Bearer own' } }, { credentials })
    expect(hits[0]?.headers.authorization).toBe('Bearer canary')
    const localhost = `http://localhost:${port}`
    await expect(
      send({ url: localhost, credential: 'key-1' }, { credentials, allow: [localhost] }),
    ).rejects.toMatchObject({ code: 'CREDENTIAL_REFUSED' })
    await expect(send({ credential: 'key-1' })).rejects.toMatchObject({ code: 'CREDENTIALS_NOT_KEPT' })
    expect(hits).toHaveLength(1)
  })

  it('takes the secret out of answers that repeat it, in heads, bodies and faults, however it is spelt', async () => {
    const secret = 'sk-canary/+"7f3'
    const credentials: NonNullable<EgressOptions['credentials']> = {
      headerFor: async () => ({ name: 'authorization', value: `Bearer ${secret}` }),
    }
    const spellings = ['', 'a', 'ab'].flatMap((before) => [
      before + secret,
      encodeURIComponent(before + secret),
      Buffer.from(before + secret).toString('hex'),
      Buffer.from(before + secret).toString('base64'),
      Buffer.from(`${before}${secret}~`).toString('base64url'),
      JSON.stringify(before + secret),
      JSON.stringify(before + secret).replaceAll('/', '\\/'),
      before + secret.replaceAll('+', '\\u002B').replaceAll('/', '\\u002f'),
      encodeURIComponent(before + secret).toLowerCase(),
      Buffer.from(before + secret)
        .toString('hex')
        .toUpperCase(),
    ])
    const told = `Héllo ${spellings.join(' ')} sk-can`
    answer = (_request, response) => {
      response.writeHead(401, { 'x-echo': spellings.join() })
      for (const byte of Buffer.from(told)) response.write(Buffer.of(byte))
      response.end()
    }
    const response = await send({ credential: 'k' }, { credentials })
    const text = await textOf(response)
    expect(text).toMatch(/^Héllo \[credential\] .* sk-can$/)
    for (const all of [text, response.headers['x-echo'] ?? '']) {
      expect(all.match(/\[credential\]/g)).toHaveLength(spellings.length)
      expect(all).not.toContain('canary')
      expect(all).not.toContain(Buffer.from('canary').toString('hex'))
    }
    answer = (_request, reply) => reply.writeHead(200, { 'content-encoding': secret }).end()
    await expect(send({ credential: 'k' }, { credentials })).rejects.toMatchObject({
      code: 'UPSTREAM_ENCODED',
      params: { encoding: '[credential]' },
    })
  })

  it('takes out the name and password of Basic as well', async () => {
    const word = Buffer.from('ada:pass word/é').toString('base64')
    const credentials: NonNullable<EgressOptions['credentials']> = {
      headerFor: async () => ({ name: 'authorization', value: `Basic ${word}` }),
    }
    answer = (_request, reply) => reply.end(`${word} | ada:pass word/é | pass%20word%2f%c3%a9`)
    const text = await textOf(await send({ credential: 'k' }, { credentials }))
    expect(text).toBe('[credential] | [credential] | [credential]')
  })
})
