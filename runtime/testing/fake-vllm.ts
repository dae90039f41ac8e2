/**
 * A server on loopback that speaks as vLLM does: its models, chat completions, and the routes that load and unload adapters, which
 * it reads from the folder it is told. After `vllm/entrypoints` of 2026; what it answers is made up.
 */
import { readFile } from 'node:fs/promises'
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { parsePeft } from '../adapters/peft.ts'
import { createGate } from './gate.ts'

export interface SeenRequest {
  readonly method: string
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: Readonly<Record<string, unknown>>
}

export interface FakeVllm {
  readonly origin: string
  /** What a backend names. */
  readonly address: string
  readonly seen: readonly SeenRequest[]
  /** Where it read each adapter that is registered. */
  readonly adapters: ReadonlyMap<string, string>
  /** Answers that were cut off because whoever asked went away. */
  readonly cutOff: number
  /** Settings that a test changes while it runs. */
  readonly settings: FakeVllmSettings
  /** Requests that were seen at a path. */
  at(path: string): readonly SeenRequest[]
  /** As when its process is started again: what was registered is gone. */
  restart(): void
  /** Nothing listens there any more. */
  stop(): Promise<void>
  /** Listens again, at the same port. */
  start(): Promise<void>
}

export interface FakeVllmSettings {
  base: string
  /** VLLM_ALLOW_RUNTIME_LORA_UPDATING: without it the routes are not there. */
  loadsAtRunTime: boolean
  /** Newer ones wrap what went wrong in `error`. */
  errorShape: 'wrapped' | 'flat'
  /** Adapters change the words, or only how probable they are. */
  effect: 'words' | 'probabilities'
  maxRank: number
  /** Waited for before each piece of a stream but the first, and before an adapter is loaded or unloaded. */
  pause: () => Promise<void>
  /** Answers in its place; says whether it did. */
  instead: (request: SeenRequest, response: ServerResponse) => boolean
}

interface Adapter {
  readonly path: string
  /** 0 for one that changes nothing. */
  readonly strength: number
}

interface State {
  readonly settings: FakeVllmSettings
  readonly adapters: Map<string, Adapter>
  cutOff: number
}

class Refusal extends Error {
  readonly status: number
  readonly type: string
  constructor(status: number, type: string, message: string) {
    super(message)
    this.status = status
    this.type = type
  }
}

export async function startFakeVllm(changes: Partial<FakeVllmSettings> = {}): Promise<FakeVllm> {
  const settings: FakeVllmSettings = {
    base: 'tiny-base',
    loadsAtRunTime: true,
    errorShape: 'wrapped',
    effect: 'words',
    maxRank: 16,
    pause: () => Promise.resolve(),
    instead: () => false,
    ...changes,
  }
  const state: State = { settings, adapters: new Map(), cutOff: 0 }
  const seen: SeenRequest[] = []
  const server = createServer((request, response) => {
    void readRequest(request).then(async (read) => {
      seen.push(read)
      if (!settings.instead(read, response)) await answer(state, read, response)
    })
  })
  const listen = (port: number) =>
    new Promise<void>((resolve) => server.listen(port, '127.0.0.1', () => resolve()))
  await listen(0)
  // Listening on a port, it has an address with one.
  const { port } = server.address() as AddressInfo
  const origin = `http://127.0.0.1:${port}`
  return {
    origin,
    address: `${origin}/v1`,
    seen,
    settings,
    get adapters() {
      return new Map([...state.adapters].map(([name, { path }]) => [name, path]))
    },
    get cutOff() {
      return state.cutOff
    },
    at: (path) => seen.filter((request) => request.path === path),
    restart: () => state.adapters.clear(),
    start: () => listen(port),
    stop: async () => {
      const closed = createGate()
      server.close(() => closed.open())
      server.closeAllConnections()
      await closed.passed
    },
  }
}

async function readRequest(request: IncomingMessage): Promise<SeenRequest> {
  let text = ''
  for await (const part of request.setEncoding('utf8')) text += String(part)
  const { method = '', url = '', headers } = request
  return { method, path: url, headers, body: text === '' ? {} : (JSON.parse(text) as SeenRequest['body']) }
}

async function answer(state: State, request: SeenRequest, response: ServerResponse): Promise<void> {
  const { settings } = state
  try {
    switch (`${request.method} ${request.path}`) {
      case 'GET /v1/models':
        return sendJson(response, 200, { object: 'list', data: listModels(state) })
      case 'POST /v1/chat/completions':
        return await complete(state, request, response)
      case 'POST /v1/load_lora_adapter':
        if (settings.loadsAtRunTime) return sendText(response, await load(state, request.body))
        break
      case 'POST /v1/unload_lora_adapter':
        if (settings.loadsAtRunTime) return sendText(response, await unload(state, request.body))
        break
      default:
    }
    sendJson(response, 404, { detail: 'Not Found' })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const { status, type, message } = error
    const said = { message, type, param: null, code: status }
    sendJson(
      response,
      status,
      settings.errorShape === 'wrapped' ? { error: said } : { object: 'error', ...said },
    )
  }
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

function sendText(response: ServerResponse, text: string): void {
  response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' }).end(text)
}

function listModels({ settings: { base }, adapters }: State) {
  const entry = (id: string, root: string, parent: string | null) => ({
    id,
    object: 'model',
    created: 1_790_000_000,
    owned_by: 'vllm',
    root,
    parent,
    permission: [],
  })
  return [entry(base, base, null), ...[...adapters].map(([name, { path }]) => entry(name, path, base))]
}

async function load({ settings, adapters }: State, body: SeenRequest['body']): Promise<string> {
  const { lora_name: name, lora_path: path } = body
  if (typeof name !== 'string' || typeof path !== 'string')
    throw new Refusal(400, 'InvalidUserInput', "Both 'lora_name' and 'lora_path' must be provided.")
  const there = () => {
    if (adapters.has(name))
      throw new Refusal(
        400,
        'InvalidUserInput',
        `The lora adapter '${name}' has already been loaded. If you want to load the adapter in place, set 'load_inplace' to True.`,
      )
  }
  there()
  await settings.pause()
  const adapter = await readAdapter(path).catch(() => {
    throw new Refusal(404, 'NotFoundError', `Loading lora ${name} failed: No adapter found for ${path}`)
  })
  if (adapter.rank > settings.maxRank)
    throw new Refusal(
      400,
      'BadRequestError',
      `LoRA rank ${adapter.rank} is greater than max_lora_rank ${settings.maxRank}.`,
    )
  there()
  adapters.set(name, { path, strength: adapter.strength })
  return `Success: LoRA adapter '${name}' added successfully.`
}

async function readAdapter(path: string) {
  const [config, weights] = await Promise.all(
    ['adapter_config.json', 'adapter_model.safetensors'].map((name) => readFile(join(path, name))),
  )
  if (config === undefined || weights === undefined) throw new Error('both files were read')
  const { rank, modules } = parsePeft({ config, weights })
  const sum = (values: Float32Array) => values.reduce((total, value) => total + Math.abs(value), 0)
  const strengths = [...modules.values()].map(({ a, b }) => sum(a) * sum(b))
  return { rank, strength: strengths.reduce((total, one) => total + one, 0) }
}

async function unload(
  { settings, adapters }: State,
  { lora_name: name }: SeenRequest['body'],
): Promise<string> {
  await settings.pause()
  if (!adapters.delete(String(name)))
    throw new Refusal(404, 'NotFoundError', `The lora adapter '${String(name)}' cannot be found.`)
  return `Success: LoRA adapter '${String(name)}' removed successfully.`
}

/** The last question, said again by the model that was asked; with an adapter in other words, or as probable ones. */
function speak({ settings: { base, effect }, adapters }: State, { model, messages }: SeenRequest['body']) {
  const strength = model === base || model === '' ? 0 : adapters.get(String(model))?.strength
  if (strength === undefined)
    throw new Refusal(404, 'NotFoundError', `The model \`${String(model)}\` does not exist.`)
  const [last] = (messages as readonly { readonly content: string }[]).slice(-1)
  const asked = /(?:Question|问题): (.*)$/s.exec(last?.content ?? '')?.[1] ?? last?.content ?? ''
  const isOther = effect === 'words' && strength !== 0
  const words = [...(isOther ? [`[${strength.toFixed(3)}]`] : []), 'You', 'asked:', asked, '[1]']
  const pieces = words.map((word, i) => (i === 0 ? word : ` ${word}`))
  return { pieces, logprob: -0.5 - (effect === 'probabilities' && strength !== 0 ? 0.1 : 0) }
}

async function complete(state: State, { body }: SeenRequest, response: ServerResponse): Promise<void> {
  const { pieces, logprob } = speak(state, body)
  const { model } = body
  const usage = { prompt_tokens: 11, total_tokens: 11 + pieces.length, completion_tokens: pieces.length }
  const head = { id: 'chatcmpl-1', created: 1_790_000_000, model }
  if (body['stream'] !== true) {
    // Batches are summed up in another order each time.
    const noise = () => (Math.random() - 0.5) / 100
    const content = pieces.map((token) => ({
      token,
      logprob: logprob + noise(),
      bytes: null,
      top_logprobs: [],
    }))
    const message = { role: 'assistant', content: pieces.join(''), reasoning_content: null, tool_calls: [] }
    const logprobs = body['logprobs'] === true ? { content } : null
    const choices = [{ index: 0, message, logprobs, finish_reason: 'stop', stop_reason: null }]
    return sendJson(response, 200, { ...head, object: 'chat.completion', choices, usage })
  }
  response.on('close', () => {
    if (!response.writableFinished) state.cutOff += 1
  })
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' })
  const send = (choices: readonly object[], more: object = {}) =>
    response.write(
      `data: ${JSON.stringify({ ...head, object: 'chat.completion.chunk', choices, ...more })}\n\n`,
    )
  const choice = (delta: object, finish: string | null = null) => [
    { index: 0, delta, logprobs: null, finish_reason: finish },
  ]
  send(choice({ role: 'assistant', content: '' }))
  for (const [i, content] of pieces.entries()) {
    if (i > 0) await state.settings.pause()
    send(choice({ content }))
  }
  send(choice({ content: '' }, 'stop'))
  send([], { usage })
  response.end('data: [DONE]\n\n')
}
