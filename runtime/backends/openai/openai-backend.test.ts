import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { GenerateRequest } from '../../core/services/backends.ts'
import type { Answer } from '../../core/values.ts'
import { createEgressClient } from '../../egress/egress-client.ts'
import { makeAdapterFiles } from '../../testing/adapter-files.ts'
import type { EchoingEngine } from '../../testing/echoing-engine.ts'
import { startEchoingEngine, streamAnswer } from '../../testing/echoing-engine.ts'
import { createGate } from '../../testing/gate.ts'
import { createOpenAiBackend } from './openai-backend.ts'

let engine: EchoingEngine
let asked: Record<string, unknown>[] = []
beforeEach(async () => {
  engine = await startEchoingEngine()
  asked = []
})
afterEach(() => engine.close())

const backend = () =>
  createOpenAiBackend({
    id: 'lamp',
    base: 'tiny',
    server: {
      address: `${engine.origin}/v1`,
      credential: '',
      egress: createEgressClient({ allow: [engine.origin] }),
    },
  })
const text = 'A refund takes 28 days.'
const documents = [
  { id: 'a#0', documentId: 'a', title: 'Refunds', text, source: { start: 0, end: text.length }, score: 1 },
]
const start = (changes: Partial<GenerateRequest> = {}) =>
  backend().generate({
    question: 'How long?',
    documents,
    adapter: null,
    signal: new AbortController().signal,
    ...changes,
  })
async function readAll(generation = start()): Promise<{ pieces: string[]; answer: Answer }> {
  const pieces: string[] = []
  for (;;) {
    const next = await generation.next()
    if (next.done === true) return { pieces, answer: next.value }
    pieces.push(next.value)
  }
}
/** Streams this text as it stands. */
const streams = (...lines: readonly string[]) => {
  engine.answer = (response, _headers, body) => {
    asked.push(JSON.parse(body) as Record<string, unknown>)
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.end(lines.map((line) => `data: ${line}\n\n`).join(''))
  }
}
const piece = (content: string, finish: string | null = null) =>
  JSON.stringify({ choices: [{ index: 0, delta: { content }, finish_reason: finish }], model: 'tiny-q4' })

describe('a model behind an OpenAI-compatible address', () => {
  it('answers from the passages and names those that the answer names, with usage', async () => {
    const usage = JSON.stringify({ choices: [], usage: { prompt_tokens: 40, completion_tokens: 5 } })
    streams(piece('28 days '), piece('[1].', 'stop'), usage, '[DONE]')
    const { pieces, answer } = await readAll()
    expect(pieces).toEqual(['28 days ', '[1].'])
    expect(answer).toEqual({
      text: '28 days [1].',
      citations: [{ documentId: 'a', chunkId: 'a#0', title: 'Refunds', source: { start: 0, end: 23 } }],
      abstained: false,
      adapter: null,
      model: 'tiny-q4',
      usage: { inputTokens: 40, outputTokens: 5 },
    })
    expect(asked).toEqual([
      {
        model: 'tiny',
        messages: [
          { role: 'system', content: expect.stringContaining('numbered passages') },
          { role: 'user', content: expect.stringContaining('[1] Refunds') },
        ],
        temperature: 0,
        top_p: 1,
        max_tokens: 1_024,
        stream: true,
        stream_options: { include_usage: true },
      },
    ])
  })

  it('asks in the language of the request, with what was said before', async () => {
    streams(piece('28天【1】。', 'stop'), '[DONE]')
    const messages = [{ role: 'assistant' as const, content: '您好。' }]
    const { answer } = await readAll(start({ question: '多久？', language: 'zh', messages }))
    expect(answer.citations).toHaveLength(1)
    expect(answer.usage).toBeUndefined()
    expect(asked[0]?.['messages']).toEqual([
      { role: 'system', content: expect.stringContaining('编号的段落') },
      messages[0],
      { role: 'user', content: expect.stringContaining('问题: 多久？') },
    ])
  })

  it('is asked as it is where there are no passages, and may then say nothing of them', async () => {
    streams(piece('28 days [1].', 'stop'), '[DONE]')
    const { answer } = await readAll(start({ documents: [] }))
    expect(answer.citations).toEqual([])
    expect(asked[0]?.['messages']).toEqual([{ role: 'user', content: 'How long?' }])
  })

  it.each([
    [
      'an error in the stream',
      [piece('28'), '{"error":{"message":"out of memory","code":500}}'],
      'out of memory',
    ],
    [
      'an error without a wrapper',
      [piece('28'), '{"object":"error","message":"engine died","code":500}'],
      'engine died',
    ],
    ['an end before the answer ends', [piece('28')], 'ended before'],
    ['what is not JSON', [piece('28'), '<html>'], 'not JSON: <html>'],
    ['a number', [piece('28'), '5'], 'no piece of an answer: 5'],
    ['null', ['null'], 'no piece of an answer: null'],
    ['a list', ['[]'], 'no piece of an answer: []'],
  ])('fails as broken on %s', async (_what, lines, reason) => {
    streams(...lines)
    await expect(readAll()).rejects.toMatchObject({
      code: 'MODEL_STREAM_BROKEN',
      params: { origin: engine.origin, reason: expect.stringContaining(reason) },
    })
  })

  it('fails as broken on a page in place of a stream', async () => {
    engine.answer = (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Hello')
    await expect(readAll()).rejects.toMatchObject({ code: 'MODEL_STREAM_BROKEN' })
  })

  it.each([
    [401, '{"error":{"message":"no key"}}', 'MODEL_REFUSED', 'no key'],
    [
      404,
      '{"object":"error","message":"no such model","type":"NotFoundError","code":404}',
      'MODEL_REFUSED',
      'no such model',
    ],
    [422, '{"detail":[{"loc":["body"],"msg":"Field required"}]}', 'MODEL_REFUSED', 'Field required'],
    [400, '{"error":"bad request","error_type":"validation"}', 'MODEL_REFUSED', 'bad request'],
    [503, 'Loading model', 'MODEL_OVERLOADED', 'Loading model'],
    [429, '', 'MODEL_OVERLOADED', 'it gave no reason'],
  ])('passes on the reason of a %i', async (status, body, code, reason) => {
    engine.answer = (response) => response.writeHead(status).end(body)
    await expect(readAll()).rejects.toMatchObject({ code, params: { origin: engine.origin, status, reason } })
  })

  it('stops in mid-stream and closes the connection', async () => {
    const closed = createGate()
    engine.answer = (response) => {
      response.on('close', closed.open)
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.write(`data: ${piece('28')}\n\n`)
    }
    const controller = new AbortController()
    const generation = start({ signal: controller.signal })
    expect(await generation.next()).toEqual({ done: false, value: '28' })
    controller.abort(new Error('stopped'))
    await expect(generation.next()).rejects.toThrow('stopped')
    await closed.passed
  })

  it('gives no further piece after it was stopped, also of what has arrived', async () => {
    streams(piece('28 '), piece('days', 'stop'), '[DONE]')
    const controller = new AbortController()
    const generation = start({ signal: controller.signal })
    await generation.next()
    controller.abort(new Error('stopped'))
    await expect(generation.next()).rejects.toThrow('stopped')
  })

  it('closes the connection when its reader leaves', async () => {
    const closed = createGate()
    engine.answer = (response) => {
      response.on('close', closed.open)
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.write(`data: ${piece('28')}\n\n`)
    }
    for await (const one of start()) {
      expect(one).toBe('28')
      break
    }
    await closed.passed
  })

  it('refuses an empty question and adapters, and asks nothing', async () => {
    const own = backend()
    await expect(readAll(start({ question: ' \n' }))).rejects.toMatchObject({ code: 'QUESTION_EMPTY' })
    const refused = { code: 'BACKEND_WITHOUT_ADAPTERS', params: { backend: 'lamp' } }
    await expect(readAll(start({ adapter: 'fees@0123456789ab' }))).rejects.toMatchObject(refused)
    const files = makeAdapterFiles('fees', { base: 'tiny', module: 'm', inputs: 2, outputs: 2 }, 1)
    await expect(own.loadAdapter(files)).rejects.toMatchObject(refused)
    await expect(own.hasEffect(files.id)).rejects.toMatchObject(refused)
    await own.unloadAdapter(files.id)
    await own.close()
    expect([own.takesAdapters, own.kind, own.base]).toEqual([false, 'http', 'tiny'])
    expect(engine.seen).toEqual([])
  })

  it('stays the one it was: the same request is sent again as it was', async () => {
    engine.answer = (response, _headers, body) => {
      asked.push(JSON.parse(body) as Record<string, unknown>)
      streamAnswer(response, 'Yes.')
    }
    await readAll()
    await readAll()
    expect(asked[1]).toEqual(asked[0])
  })
})
