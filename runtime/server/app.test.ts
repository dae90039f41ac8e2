import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { failure } from '../core/errors/failure.ts'
import type { RuntimeServices } from '../core/services/runtime-services.ts'
import { createFakeRuntimeServices } from '../testing/fake-runtime-services.ts'
import { buildApp, listRoutes } from './app.ts'

const host = 'localhost:4870'
const headers = { host }
const document = {
  format: 'signalbox/pipeline',
  version: 1,
  id: 'desk',
  name: 'Desk',
  nodes: [],
  edges: [],
}
const json = (value: unknown) => ({
  payload: JSON.stringify(value),
  headers: { ...headers, 'content-type': 'application/json' },
})

describe('server', () => {
  let app: FastifyInstance
  let services: RuntimeServices
  beforeEach(async () => {
    services = createFakeRuntimeServices()
    app = await buildApp({ services, version: '1', instanceId: 'i', hosts: new Set([host]) })
  })
  afterEach(() => app.close())

  describe('gate', () => {
    it('refuses a foreign Host on every route, the open ones too', async () => {
      for (const url of ['/healthz', '/api/pipelines', '/nothing']) {
        const reply = await app.inject({ url, headers: { host: 'attacker.example' } })
        expect(reply.statusCode).toBe(421)
        expect(reply.json().error.code).toBe('HOST_REFUSED')
      }
    })

    it.each([
      'http://evil.example',
      'null',
      'http://localhost.evil:4870',
      'http://localhost:1',
      'javascript:1',
    ])('refuses requests from the page %s and sends no CORS header', async (origin) => {
      const reply = await app.inject({ url: '/api/pipelines', headers: { ...headers, origin } })
      expect(reply.statusCode).toBe(403)
      expect(reply.headers['access-control-allow-origin']).toBeUndefined()
    })

    it('refuses cross-site requests that carry no Origin', async () => {
      const reply = await app.inject({
        url: '/api/pipelines',
        headers: { ...headers, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' },
      })
      expect(reply.statusCode).toBe(403)
    })

    it('asks for the token on every route of the API, however the path is spelt', async () => {
      const options = {
        services,
        version: '1',
        instanceId: 'i',
        hosts: new Set([host]),
        token: 'a-token-of-some-length',
      }
      const guarded = await buildApp(options)
      for (const { method, url, access } of listRoutes(options)) {
        const path = url.replaceAll(/:\w+/g, 'x')
        const reply = await guarded.inject({ method: method as 'GET', url: path, headers })
        expect(reply.statusCode === 401, `${String(method)} ${url}`).toBe(access === 'api')
      }
      const encoded = await guarded.inject({ url: '/api/%70ipelines', headers })
      expect(encoded.statusCode).toBe(401)
      for (const authorization of ['Bearer', 'Bearer null', 'Basic YTpi', "Bearer ' OR '1'='1"]) {
        expect(
          (await guarded.inject({ url: '/api/pipelines', headers: { ...headers, authorization } }))
            .statusCode,
        ).toBe(401)
      }
      const authorization = 'Bearer a-token-of-some-length'
      expect(
        (await guarded.inject({ url: '/api/pipelines', headers: { ...headers, authorization } })).statusCode,
      ).toBe(200)
      await guarded.close()
    })

    it('keeps a route closed that says nothing about its access, also beside the page', async () => {
      const staticDir = await mkdtemp(join(tmpdir(), 'signalbox-page-'))
      await writeFile(join(staticDir, 'index.html'), '<title>Signalbox</title>')
      const whole = await buildApp({
        services,
        version: '1',
        instanceId: 'i',
        hosts: new Set([host]),
        staticDir,
      })
      whole.get('/silent', () => ({ secret: true }))
      expect((await whole.inject({ url: '/silent', headers })).statusCode).toBe(401)
      const page = await whole.inject({ url: '/', headers })
      expect([page.statusCode, page.body]).toEqual([200, '<title>Signalbox</title>'])
      await whole.close()
      await rm(staticDir, { recursive: true })
    })

    it('answers with the policy that keeps scripts of others out', async () => {
      const reply = await app.inject({ url: '/healthz', headers })
      expect(reply.headers['content-security-policy']).toContain("script-src 'self' 'wasm-unsafe-eval'")
      expect(reply.headers['content-security-policy']).toContain("frame-ancestors 'none'")
    })
  })

  describe('bodies', () => {
    it.each([
      ['not JSON', '{"a":', 'INVALID_JSON', 400],
      ['a forbidden key', '{"__proto__":{"x":1}}', 'FORBIDDEN_KEY', 422],
      ['nesting without end', `${'['.repeat(20_000)}${']'.repeat(20_000)}`, 'DOCUMENT_INVALID', 422],
      ['an unknown key', JSON.stringify({ ...document, ownerId: 'me' }), 'DOCUMENT_INVALID', 422],
      ['a newer format', JSON.stringify({ ...document, version: 2 }), 'NEWER_FORMAT', 422],
    ])('refuses %s with its place', async (_name, payload, code, status) => {
      const reply = await app.inject({ method: 'POST', url: '/api/pipelines', ...json(null), payload })
      expect(reply.json().error.code).toBe(code)
      expect(reply.statusCode).toBe(status)
      expect(await services.pipelines.list()).toEqual([])
    })

    it('names the byte at which UTF-8 breaks', async () => {
      const payload = Buffer.concat([Buffer.from('{"a":"ü'), Buffer.from([0xff]), Buffer.from('"}')])
      const reply = await app.inject({ method: 'POST', url: '/api/pipelines', ...json(null), payload })
      expect(reply.json().error).toMatchObject({ code: 'INVALID_UTF8', params: { offset: 8 } })
    })

    it('accepts JSON only', async () => {
      for (const type of [
        'text/plain',
        'application/x-www-form-urlencoded',
        'multipart/form-data; boundary=x',
      ]) {
        const reply = await app.inject({
          method: 'POST',
          url: '/api/pipelines',
          headers: { ...headers, 'content-type': type },
          payload: JSON.stringify(document),
        })
        expect(reply.statusCode).toBe(415)
      }
    })

    it('refuses a body over the limit', async () => {
      const reply = await app.inject({
        method: 'POST',
        url: '/api/indexes',
        ...json({ name: 'x'.repeat(1_100_000) }),
      })
      expect(reply.json().error.code).toBe('BODY_TOO_LARGE')
    })
  })

  describe('pipelines', () => {
    const create = () => app.inject({ method: 'POST', url: '/api/pipelines', ...json(document) })
    const save = (name: string, match?: string) =>
      app.inject({
        method: 'PUT',
        url: '/api/pipelines/desk',
        payload: JSON.stringify({ ...document, name }),
        headers: {
          ...headers,
          'content-type': 'application/json',
          ...(match === undefined ? {} : { 'if-match': match }),
        },
      })

    it('saves against the ETag and counts it up', async () => {
      const created = await create()
      expect(created.statusCode).toBe(201)
      expect(created.headers.etag).toBe('"1"')
      expect((await save('New', '"1"')).headers.etag).toBe('"2"')
    })

    it('answers 428 without If-Match, and 412 with the current draft when stale', async () => {
      await create()
      expect((await save('x')).statusCode).toBe(428)
      await save('Mine', '"1"')
      const stale = await save('Theirs', '"1"')
      expect(stale.statusCode).toBe(412)
      expect(stale.json()).toMatchObject({ error: { code: 'REVISION_CONFLICT' }, current: { counter: 2 } })
      expect((await services.pipelines.get('desk')).document.name).toBe('Mine')
    })

    it('keeps a revision per content and publishes one', async () => {
      await create()
      const revise = () =>
        app.inject({ method: 'POST', url: '/api/pipelines/desk/revisions', ...json({ note: 'first' }) })
      const { hash } = (await revise()).json()
      expect((await revise()).json().hash).toBe(hash)
      const published = await app.inject({
        method: 'POST',
        url: '/api/pipelines/desk/publish',
        ...json({ revision: hash }),
      })
      expect(published.json().publishedRevision).toBe(hash)
      const wrong = await app.inject({
        method: 'POST',
        url: '/api/pipelines/desk/publish',
        ...json({ revision: 'f'.repeat(64) }),
      })
      expect(wrong.json().error.code).toBe('REVISION_NOT_FOUND')
    })

    it.each(['..%2f..%2fetc', 'a%00b', 'x'.repeat(65)])('refuses the id %s', async (id) => {
      expect((await app.inject({ url: `/api/pipelines/${id}`, headers })).statusCode).toBe(400)
    })
  })

  it('lets nodes see the headers that choose an arm, and no others', async () => {
    let seen: unknown
    const runs: RuntimeServices['runs'] = {
      ...services.runs,
      start: (_, { headers: given }) => {
        seen = given
        return Promise.reject(failure('RUN_NOT_FOUND', { run: 'x' }))
      },
    }
    const watched = await buildApp({
      services: { ...services, runs },
      version: '1',
      instanceId: 'i',
      hosts: new Set([host]),
    })
    const chosen = { 'x-adapter-strategy': 'hash-based', 'x-user-group': 'beta', 'x-user-id': 'u-17' }
    await watched.inject({
      method: 'POST',
      url: '/api/pipelines/desk/runs',
      payload: '{"inputs":{}}',
      headers: {
        ...headers,
        'content-type': 'application/json',
        ...chosen,
        'x-forwarded-for': '10.0.0.1',
        'x-session': 'abc',
        'x-credential': 'abc',
      },
    })
    expect(seen).toEqual(chosen)
    await watched.close()
  })

  it('describes every route in OpenAPI', async () => {
    const page = (await app.inject({ url: '/openapi.json', headers })).json()
    expect(Object.keys(page.paths)).toContain('/api/pipelines/{id}/runs')
    expect(page.paths['/api/pipelines/{id}'].put.parameters).toContainEqual(
      expect.objectContaining({ name: 'id', in: 'path', required: true }),
    )
  })

  it('says which route is missing', async () => {
    const reply = await app.inject({ url: '/api/nothing', headers })
    expect(reply.statusCode).toBe(404)
    expect(reply.json().error.code).toBe('ROUTE_NOT_FOUND')
  })
})
