/** What requests cost, against a scripted chat server that counts tokens, refuses, breaks off or says nothing of them. */
import type { ServerResponse } from 'node:http'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { builtinNodes } from '../../../nodes/index.ts'
import type { NodeRecord, PipelineDocument } from '../../core/document/document.ts'
import type { EgressClient } from '../../core/services/egress.ts'
import { readResources } from '../../core/services/read-resources.ts'
import type { Cell } from '../../core/wire/experiments.ts'
import type { EchoingEngine } from '../../testing/echoing-engine.ts'
import { startEchoingEngine, streamAnswer } from '../../testing/echoing-engine.ts'
import { labRows } from '../../testing/experiment-lab.ts'
import { node, pipelineOf, wire } from '../../testing/pipelines.ts'
import type { RunExperimentOptions } from '../index.ts'
import { checkGate, renderReport, runExperiment } from '../index.ts'

let engine: EchoingEngine

beforeAll(async () => {
  engine = await startEchoingEngine()
})
afterAll(() => engine.close())
beforeEach(() => {
  engine.seen.length = 0
  engine.answer = (response) => count(response)
})

/** At 2 and 10 a million, 1,000 such answers cost 100 × 2 / 1,000 + 20 × 10 / 1,000 = 0.4. */
const count = (response: ServerResponse, text = 'Said.') =>
  streamAnswer(response, text, { prompt_tokens: 100, completion_tokens: 20 })

const egress: EgressClient = {
  send: async ({ url, method, headers, body, signal }) => {
    const response = await fetch(url, { method, headers, signal, ...(body === undefined ? {} : { body }) })
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: response.body ?? (async function* () {})(),
    }
  },
}

const chat = (id: string, config: object = { inputPrice: 2, outputPrice: 10 }): NodeRecord =>
  node(id, 'chat-model', { model: 'tiny', baseUrl: `${engine.origin}/v1`, ...config })

const asking = (model: NodeRecord): PipelineDocument =>
  pipelineOf(
    [node('ask', 'input'), model, node('answer', 'output')],
    [wire('ask.question', `${model.id}.question`), wire(`${model.id}.answer`, 'answer.value')],
  )

async function measure(
  variants: Readonly<Record<string, PipelineDocument | RunExperimentOptions['variants'][number]>>,
  settings: Partial<RunExperimentOptions> = {},
) {
  const { report, cells } = await runExperiment({
    rows: labRows(12),
    warmUp: 0,
    compile: { nodes: builtinNodes, services: { egress, resources: readResources({}) } },
    variants: Object.entries(variants).map(([id, given]) =>
      'nodes' in given ? { id, pipeline: given } : { ...given, id },
    ),
    ...settings,
  })
  const of = (id: string) => report.variants.find((variant) => variant.id === id)
  return { report, cells, of, cellsOf: (id: string) => cells.filter(({ variant }) => variant === id) }
}

const costsOf = (cells: readonly Cell[]) => [...new Set(cells.map(({ cost }) => cost))]
const faultsOf = (cells: readonly Cell[]) => [
  ...new Set(cells.map(({ scoreFaults }) => scoreFaults?.['cost'])),
]

it('says what 1,000 requests cost by the prices of each variant, and never 0 where there is no price', async () => {
  const pipeline = asking(chat('model'))
  const dear = [{ node: 'model', path: 'config.outputPrice', value: 20 }]
  const { report, cells, of, cellsOf } = await measure({
    base: pipeline,
    dear: { id: 'dear', pipeline, overrides: dear },
    free: asking(chat('model', { inputPrice: 0, outputPrice: 0 })),
    none: asking(chat('model', { inputPrice: 2 })),
  })
  expect(cells.every(({ tokens }) => tokens?.input === 100 && tokens.output === 20)).toBe(true)
  expect(['base', 'dear', 'free', 'none'].map((id) => costsOf(cellsOf(id)))).toEqual([
    [0.4],
    [0.6],
    [0],
    [null],
  ])
  expect(faultsOf(cellsOf('none'))).toEqual(['METRIC_NO_PRICE'])
  expect(of('base')?.cost?.value).toBeCloseTo(0.4, 10)
  expect(of('base')?.cost?.n).toBe(12)
  expect(of('free')?.cost).toMatchObject({ value: 0, n: 12 })
  const half = of('base')?.slices['half']?.['first']
  expect([half?.cost?.value.toFixed(3), half?.cost?.n]).toEqual(['0.400', 6])
  expect(of('none')?.slices['half']?.['first']?.cost).toBeNull()
  expect(of('none')).toMatchObject({ cost: null, unscored: { cost: 12 } })
  const verdictOf = (id: string) => of(id)?.verdicts.find(({ metric }) => metric === 'cost')
  expect(verdictOf('dear')).toMatchObject({ outcome: 'worse', test: 'permutation', effect: { n: 12 } })
  expect(verdictOf('dear')?.effect.value).toBeCloseTo(0.2, 10)
  expect(verdictOf('free')?.outcome).toBe('better')
  expect(verdictOf('none')).toBeUndefined()
  const forgotten = report.warnings.find(({ params }) => params['metric'] === 'cost')
  expect(forgotten).toMatchObject({
    code: 'REPORT_UNSCORED',
    params: { variant: 'none', count: 12, reason: 'METRIC_NO_PRICE' },
  })
  const said = { en: renderReport(report, 'md', 'en'), zh: renderReport(report, 'html', 'zh-CN') }
  expect(said.en).toContain('| cost per 1,000 requests')
  expect(said.en).toContain('0.600 [0.600, 0.600]')
  expect(said.en).toMatch(/dear: .*0\.200 dearer per 1,000 requests/)
  expect(said.zh).toMatch(/每千次请求便宜 0\.400/)
  const [head = '', ...lines] = renderReport(report, 'csv', 'en').trim().split('\r\n')
  const at = head.split(',').indexOf('cost_per_1000')
  const whole = lines.map((line) => line.split(',')).filter(([, , slice]) => slice === '')
  expect(whole.map((line) => [line[0], Number.parseFloat(line[at] ?? '').toFixed(3)])).toEqual([
    ['base', '0.400'],
    ['dear', '0.600'],
    ['free', '0.000'],
    ['none', 'NaN'],
  ])
  const first = lines
    .map((line) => line.split(','))
    .filter(([, , slice, value]) => `${slice} ${value}` === 'half first')
  expect(first.map((line) => Number.parseFloat(line[at] ?? '').toFixed(3))).toEqual([
    '0.400',
    '0.600',
    '0.000',
    'NaN',
  ])
  for (const gate of ['dear.cost.value > base.cost.high', 'dear.slices.half.first.cost.value > 0.5'])
    await expect(checkGate(report, gate)).resolves.toMatchObject({ isFailed: true })
})

it('costs nothing to quote: what a router keeps from a model with a price counts as 0, a pipeline without one has no cost', async () => {
  const rules = [{ id: 'hard', label: 'Hard', when: 'nodes.ask.question contains "1"' }]
  const routed = pipelineOf(
    [
      node('ask', 'input'),
      node('route', 'condition-router', { rules }),
      chat('model'),
      node('quote', 'template', { template: 'q {{ q }}' }),
      node('join', 'merge'),
      node('answer', 'output'),
    ],
    [
      wire('ask.question', 'route.value'),
      wire('route.hard', 'model.question'),
      wire('route.default', 'quote.q'),
      wire('model.answer', 'join.values'),
      wire('quote.text', 'join.values'),
      wire('join.value', 'answer.value'),
    ],
  )
  const quoting = pipelineOf(
    [node('ask', 'input'), node('quote', 'template', { template: '{{ q }}' }), node('answer', 'output')],
    [wire('ask.question', 'quote.q'), wire('quote.text', 'answer.value')],
  )
  const { report, of, cellsOf } = await measure({ routed, quoting })
  // Of q 0 to q 11 three hold a 1: an answer that passes through a merge is one answer still.
  expect(engine.seen).toHaveLength(3)
  expect(cellsOf('routed').filter(({ cost }) => cost === 0.4)).toHaveLength(3)
  expect(cellsOf('routed').filter(({ cost, tokens }) => cost === 0 && tokens === null)).toHaveLength(9)
  expect(of('routed')?.cost?.value).toBeCloseTo(0.1, 10)
  expect(of('quoting')).toMatchObject({ cost: null, tokens: null, unscored: {} })
  expect(report.warnings.map(({ params }) => params['metric'])).not.toContain('cost')
})

it('counts every call that was really made: in sub-pipelines and lists beyond what a trace records, not those from a cache', async () => {
  const field = { fields: [{ name: 'item', type: 'json' }] }
  const one = pipelineOf(
    [
      node('in', 'input', field),
      node('word', 'template', { template: '{{ item }}' }),
      chat('model'),
      node('out', 'output'),
    ],
    [wire('in.item', 'word.item'), wire('word.text', 'model.question'), wire('model.answer', 'out.value')],
    'one',
  )
  const words = Array.from({ length: 400 }, (_, index) => `w${index}`)
  const each = pipelineOf(
    [
      node('ask', 'input', {
        fields: [
          { name: 'item', type: 'json' },
          { name: 'word', type: 'text' },
        ],
      }),
      node('each', 'map', { pipeline: { inline: one }, maxItems: 1_000, atOnce: 16 }),
      node('inside', 'sub-pipeline', { pipeline: { inline: one } }),
      { ...chat('first'), policy: { cache: 'run' } },
      { ...chat('again'), policy: { cache: 'run' } },
      node('join', 'merge', { mode: 'all' }),
      node('answer', 'output'),
    ],
    [
      wire('ask.item', 'each.items'),
      wire('ask.item', 'inside.item'),
      wire('ask.word', 'first.question'),
      wire('first.answer', 'again.question'),
      wire('each.results', 'join.values'),
      wire('inside.answer', 'join.values'),
      wire('again.answer', 'join.values'),
      wire('join.value', 'answer.value'),
    ],
  )
  // What the second chat model is asked is what the first answered, and that is what the first was asked: the cache has it.
  engine.answer = (response) => count(response, 'Same.')
  const { cells } = await measure(
    { each },
    { rows: [{ id: 'list', inputs: { item: words, word: 'Same.' } }] },
  )
  expect(cells[0]).toMatchObject({ status: 'succeeded', tokens: { input: 402 * 100, output: 402 * 20 } })
  expect(cells[0]?.cost).toBeCloseTo(402 * 0.4, 6)
  expect(engine.seen).toHaveLength(402)
})

it('counts attempts: a refused call costs nothing, and nobody knows what one cost that broke off or ran out of time', async () => {
  const asked = new Map<string, number>()
  engine.answer = (response, _headers, body) => {
    const [question = ''] = /q \d+/.exec(body) ?? []
    const times = (asked.get(body) ?? 0) + 1
    asked.set(body, times)
    if (times > 1) count(response)
    else if (question === 'q 0') {
      response.writeHead(429, { 'content-type': 'application/json' })
      response.end('{"error":"busy"}')
    } else if (question === 'q 1') {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.end('data: {"choices":[{"delta":{"content":"Sai"}}]}\n\n')
    } else if (question === 'q 2')
      response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders()
    else if (question === 'q 3') streamAnswer(response, 'Said.')
    else if (question === 'q 4') streamAnswer(response, 'Said.', { prompt_tokens: 100 })
    else count(response)
  }
  const retry = { attempts: 2, on: ['MODEL_OVERLOADED', 'MODEL_STREAM_BROKEN'] }
  // Not streamed to the client, so that what broke off may be tried again.
  const patient = pipelineOf(
    [
      node('ask', 'input'),
      { ...chat('model'), policy: { retry } },
      node('text', 'template', { template: '{{ a }}' }),
      node('answer', 'output'),
    ],
    [
      wire('ask.question', 'model.question'),
      wire('model.answer', 'text.a'),
      wire('text.text', 'answer.value'),
    ],
  )
  const { cells, of } = await measure({ patient }, { rows: labRows(6), rowTimeoutMs: 2_000 })
  const byRow = Object.fromEntries(cells.map((cell) => [cell.row, cell]))
  expect(byRow['r0']).toMatchObject({ status: 'succeeded', cost: 0.4 })
  expect(byRow['r1']).toMatchObject({ status: 'succeeded', cost: null, tokens: { input: 100, output: 20 } })
  expect(byRow['r2']).toMatchObject({ status: 'timed-out', cost: null, tokens: null })
  expect(byRow['r3']).toMatchObject({ status: 'succeeded', cost: null, tokens: null })
  expect(byRow['r4']).toMatchObject({ status: 'succeeded', cost: null, tokens: null })
  expect(byRow['r5']).toMatchObject({ status: 'succeeded', cost: 0.4 })
  for (const row of ['r1', 'r2', 'r3', 'r4'])
    expect(byRow[row]?.scoreFaults?.['cost'], row).toBe('METRIC_NO_TOKENS')
  expect(of('patient')).toMatchObject({ cost: { n: 2 }, unscored: { cost: 4 } })
})

it('adds up the attempts of a cell that is tried again', async () => {
  const asked = new Map<string, number>()
  engine.answer = (response, _headers, body) => {
    asked.set(body, (asked.get(body) ?? 0) + 1)
    count(response, asked.get(body) === 1 ? 'no JSON' : '{}')
  }
  const strict = pipelineOf(
    [
      node('ask', 'input'),
      chat('model'),
      node('check', 'runnable', { resource: 'parse' }),
      node('answer', 'output'),
    ],
    [
      wire('ask.question', 'model.question'),
      wire('model.answer', 'check.input'),
      wire('check.output', 'answer.value'),
    ],
  )
  const parse = {
    kind: 'runnable' as const,
    invoke: async (input: unknown) => JSON.parse((input as { text: string }).text) as unknown,
  }
  const services = { egress, resources: readResources({ parse }) }
  const { cells } = await measure(
    { strict },
    { retries: 1, limit: 2, compile: { nodes: builtinNodes, services } },
  )
  expect(cells).toMatchObject([
    { attempts: 2, tokens: { input: 200, output: 40 } },
    { attempts: 2, tokens: { input: 200, output: 40 } },
  ])
  expect(costsOf(cells)).toEqual([0.8])
})

it.each([
  ['below nothing', -1],
  ['above a million', 1_000_001],
  ['that is no number', 'cheap'],
])('refuses a price %s before the first row', async (_what, value) => {
  const overrides = [{ node: 'model', path: 'config.inputPrice', value }]
  await expect(
    measure({ odd: { id: 'odd', pipeline: asking(chat('model')), overrides } }),
  ).rejects.toMatchObject({
    code: 'OVERRIDE_INVALID',
    params: { variant: 'odd', node: 'model', setting: 'config.inputPrice' },
  })
})
