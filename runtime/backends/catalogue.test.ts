import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createEgressClient } from '../egress/egress-client.ts'
import type { EgressRequest } from '../core/services/egress.ts'
import type { EchoingEngine } from '../testing/echoing-engine.ts'
import { startEchoingEngine } from '../testing/echoing-engine.ts'
import { createEngineCatalogue } from './catalogue.ts'

let engine: EchoingEngine
beforeEach(async () => {
  engine = await startEchoingEngine()
})
afterEach(() => engine.close())

const catalogue = (adaptersPath?: string) =>
  createEngineCatalogue({ egress: createEgressClient({ allow: [engine.origin] }), adaptersPath })
const connection = (change: object = {}) => ({
  engine: 'openai' as const,
  address: `${engine.origin}/v1`,
  credential: '',
  adapterFolder: '',
  ...change,
})
const sends = (body: string, status = 200) => {
  engine.answer = (response) => response.writeHead(status, { 'content-type': 'application/json' }).end(body)
}
const list = (change?: object) => catalogue().listModels(connection(change))

/** Recorded from llama-server v0.5.0. */
const recordedModels =
  '{"models":[{"name":"/srv/inference/models/stories260k/stories260K.gguf","model":"/srv/inference/models/stories260k/stories260K.gguf","modified_at":"","size":"","digest":"","type":"model","description":"","tags":[""],"capabilities":["completion"],"parameters":"","details":{"parent_model":"","format":"gguf","family":"","families":[""],"parameter_size":"","quantization_level":""}}],"object":"list","data":[{"id":"/srv/inference/models/stories260k/stories260K.gguf","aliases":["/srv/inference/models/stories260k/stories260K.gguf"],"tags":[],"object":"model","created":1795452205,"owned_by":"llamacpp","meta":{"vocab_type":1,"n_vocab":512,"n_ctx":256,"n_ctx_train":2048,"n_embd":64,"n_params":292800,"size":1171200,"ftype":"(guessed) all F32"}}]}'

describe('the models of an engine', () => {
  it.each([
    [
      'vLLM, without its adapters',
      '{"object":"list","data":[{"id":"base","root":"/m","parent":null},{"id":"fees@0123456789ab","root":"/a","parent":"base"}]}',
      ['base'],
    ],
    ['llama-server', recordedModels, ['/srv/inference/models/stories260k/stories260K.gguf']],
    [
      'Ollama',
      '{"object":"list","data":[{"id":"llama3.2:latest","object":"model","owned_by":"library"},{"id":"qwen3:8b"}]}',
      ['llama3.2:latest', 'qwen3:8b'],
    ],
  ])('are read from %s', async (_who, body, models) => {
    sends(body)
    expect(await list()).toEqual(models)
  })

  it.each([
    ['no models', '{"object":"list","data":[]}'],
    ['adapters alone', '{"data":[{"id":"fees","parent":"base"}]}'],
    ['null, as Ollama sends for none', '{"object":"list","data":null}'],
    ['a page', '<!doctype html><title>Welcome</title>'],
    ['other JSON', '{"models":["a"]}'],
    ['models without ids', '{"data":[{"name":"a"}]}'],
    ['names that steer a terminal', '{"data":[{"id":"a\\u001b[2J"},{"id":"b\\u2028c"},{"id":""}]}'],
    ['a name without an end', `{"data":[{"id":"${'a'.repeat(401)}"}]}`],
    ['nothing', ''],
    ['an endless list', `{"data":[${'{"id":"a"},'.repeat(200_000)}`],
  ])('are missing from an answer of %s', async (_what, body) => {
    sends(body)
    await expect(list()).rejects.toMatchObject({
      code: 'BACKEND_LISTS_NOTHING',
      params: { origin: engine.origin },
    })
  })

  it('are missing where the address leads to no page: it has to end in the version', async () => {
    sends('{"error":{"message":"Not Found"}}', 404)
    await expect(list()).rejects.toMatchObject({
      code: 'BACKEND_LISTS_NOTHING',
      params: { origin: engine.origin },
    })
  })

  it.each([
    [401, 'MODEL_REFUSED'],
    [503, 'MODEL_OVERLOADED'],
  ])('are not told with the status %i', async (status, code) => {
    sends('{"error":{"message":"no"}}', status)
    await expect(list()).rejects.toMatchObject({
      code,
      params: { origin: engine.origin, status, reason: 'no' },
    })
  })

  it('are asked for only where the operator lets one', async () => {
    const address = 'http://127.0.0.1:1/v1'
    await expect(list({ address })).rejects.toMatchObject({ code: 'EGRESS_DENIED' })
    await expect(list({ address: 'file:///etc' })).rejects.toMatchObject({ code: 'MODEL_ADDRESS_INVALID' })
    engine.answer = (response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()
    await expect(list()).rejects.toMatchObject({ code: 'UPSTREAM_REDIRECT' })
  })

  it('are asked for with the credential, and without one where none is named', async () => {
    const sent: EgressRequest[] = []
    const own = createEngineCatalogue({
      egress: {
        send: async (request) => {
          sent.push(request)
          const body = (async function* () {
            yield new TextEncoder().encode('{"data":[{"id":"a"}]}')
          })()
          return { status: 200, headers: {}, body }
        },
      },
      adaptersPath: undefined,
    })
    await own.listModels(connection({ credential: 'engine' }))
    await own.listModels(connection())
    expect(sent.map(({ url, method, credential }) => [url, method, credential])).toEqual([
      [`${engine.origin}/v1/models`, 'GET', 'engine'],
      [`${engine.origin}/v1/models`, 'GET', undefined],
    ])
  })

  it('are given up on when the engine takes its time', async () => {
    const timeout = vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => {
      const controller = new AbortController()
      setTimeout(() => controller.abort(new DOMException('late', 'TimeoutError')), 20)
      return controller.signal
    })
    engine.answer = () => undefined
    await expect(list()).rejects.toMatchObject({
      code: 'UPSTREAM_TIMEOUT',
      params: { origin: engine.origin, timeoutMs: 15_000 },
    })
    // Also when it begins and does not end.
    engine.answer = (response) => response.write('{"data":[')
    await expect(list()).rejects.toMatchObject({ code: 'UPSTREAM_TIMEOUT' })
    expect(timeout).toHaveBeenCalledWith(15_000)
    timeout.mockRestore()
  })
})

describe('a backend of the catalogue', () => {
  it('is opened without a word to its engine, and takes adapters where it can and they can be written', async () => {
    const open = (name: 'openai' | 'vllm', path?: string) =>
      catalogue(path).open('one', 'base', connection({ engine: name }))
    const made = await Promise.all([open('openai', '/tmp'), open('vllm', '/tmp'), open('vllm')])
    expect(made.map(({ id, base, kind, takesAdapters }) => [id, base, kind, takesAdapters])).toEqual([
      ['one', 'base', 'http', false],
      ['one', 'base', 'http', true],
      ['one', 'base', 'http', false],
    ])
    expect(engine.seen).toEqual([])
  })
})
