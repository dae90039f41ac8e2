import { describe, expect, it } from 'vitest'
import type { OpenBank } from '../../runtime/core/services/banks.ts'
import type { IntentValue } from '../../runtime/core/values.ts'
import { runNode } from '../../runtime/testing/run-node.ts'
import { adapterBank } from './adapter-bank.ts'

const intentOf = (change: Partial<IntentValue> = {}): IntentValue => ({
  label: 'refund',
  confidence: 0.9,
  margin: 0.8,
  runnerUp: { label: 'delay', p: 0.1 },
  top: [],
  outOfScope: false,
  model: 'm@1',
  ...change,
})

const unsure = intentOf({ confidence: 0.2, outOfScope: true })

const bank: OpenBank = {
  id: 'desk',
  generation: 3,
  base: 'reader',
  defaultAlias: 'general',
  routes: [
    { intent: 'refund', alias: 'amounts' },
    { intent: 'delay', alias: 'times', threshold: 0.5 },
  ],
  resolve: (alias) => `${alias}@abc`,
  generate: async function* ({ alias, question, onAdapterLoad }) {
    onAdapterLoad?.(4)
    const text = `${alias ?? 'base'}: ${question}`
    yield text.slice(0, 4)
    yield text.slice(4)
    return { text, citations: [], abstained: false, adapter: alias, model: 'reader' }
  },
}

const services = { banks: { open: () => Promise.resolve(bank) } }
const run = (intent: IntentValue, config: object = {}) =>
  runNode(
    adapterBank,
    { intent, question: 'How much?', documents: [] },
    { bank: 'desk', ...config },
    { services },
  )

describe('adapter bank', () => {
  it('answers with the adapter of the intent and streams it', async () => {
    const { outputs, decisions, deltas, adapterLoads } = await run(intentOf())
    expect(outputs['answer']).toMatchObject({ text: 'amounts: How much?' })
    expect(deltas.map(({ delta }) => delta).join('')).toBe('amounts: How much?')
    expect(adapterLoads).toEqual([{ adapter: 'amounts@abc', loadMs: 4 }])
    expect(decisions).toMatchObject([
      {
        outcome: 'adapter',
        reason: 'cleared',
        alias: 'amounts',
        adapter: 'amounts@abc',
        threshold: 0.85,
        abstained: false,
      },
    ])
  })

  it.each([
    ['base', { outcome: 'base', alias: null, adapter: null }],
    ['default-adapter', { outcome: 'default-adapter', alias: 'general', adapter: 'general@abc' }],
    ['fallback', { outcome: 'fallback', adapter: null, port: 'fallback' }],
  ])('below the threshold goes to %s', async (belowThreshold, expected) => {
    const { outputs, decisions } = await run(intentOf({ confidence: 0.84 }), { belowThreshold })
    expect(decisions).toMatchObject([{ reason: 'below-threshold', abstained: true, ...expected }])
    expect(outputs['fallback']).toBe(belowThreshold === 'fallback' ? 'How much?' : undefined)
    expect(outputs['answer'] === undefined).toBe(belowThreshold === 'fallback')
  })

  it.each([
    ['a confident intent without a route', intentOf({ label: 'other' }), {}, 'no-route'],
    ['a close runner-up', intentOf({ margin: 0.1 }), { margin: 0.3 }, 'below-margin'],
    ['a text out of scope', intentOf({ outOfScope: true }), {}, 'out-of-scope'],
    ['an unsure text whose scope is ignored', unsure, { outOfScope: 'ignore' }, 'out-of-scope'],
    ['no intent at all', intentOf({ label: null, confidence: 0 }), {}, 'no-intent'],
  ])('gives the reason for %s', async (_name, intent, config, reason) => {
    expect((await run(intent, config)).decisions).toMatchObject([{ reason, outcome: 'base' }])
  })

  it('routes a text out of scope when the builder says that only confidence counts', async () => {
    const { decisions } = await run(intentOf({ outOfScope: true }), { outOfScope: 'ignore' })
    expect(decisions[0]).toMatchObject({ reason: 'cleared', alias: 'amounts' })
  })

  it('lets the threshold of a route win, and its own routes over those of the bank', async () => {
    expect((await run(intentOf({ label: 'delay', confidence: 0.6 }))).decisions[0]).toMatchObject({
      outcome: 'adapter',
      threshold: 0.5,
    })
    const routes = [{ id: 'r1', intent: 'refund', alias: 'mine' }]
    expect((await run(intentOf(), { routes })).decisions[0]?.alias).toBe('mine')
  })

  it.each([
    ['amounts', intentOf({ confidence: 0.1 }), { outcome: 'adapter', adapter: 'amounts@abc' }],
    [null, intentOf(), { outcome: 'base', adapter: null }],
  ])('goes to %s when an experiment forces it, and says so', async (forced, intent, expected) => {
    const { decisions } = await runNode(
      adapterBank,
      { intent, question: 'How much?', documents: [] },
      { bank: 'desk', belowThreshold: 'fallback' },
      { services: { banks: { open: () => Promise.resolve({ ...bank, forced }) } } },
    )
    const { confidence } = intent
    expect(decisions).toMatchObject([
      { reason: 'forced', abstained: false, intent: 'refund', confidence, ...expected },
    ])
  })

  it('only decides in select mode', async () => {
    const { outputs } = await run(intentOf(), { mode: 'select' })
    expect(outputs).toMatchObject({ decision: { adapter: 'amounts@abc', port: 'decision' } })
    expect(outputs['answer']).toBeUndefined()
  })

  it('has the ports its settings give it', () => {
    const ports = (config: object) =>
      Object.keys(adapterBank.outputs(adapterBank.config.parse({ bank: 'b', ...config })))
    expect(ports({})).toEqual(['answer', 'decision'])
    expect(ports({ mode: 'select', belowThreshold: 'fallback' })).toEqual(['decision', 'fallback'])
  })
})
