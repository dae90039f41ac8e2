import { describe, expect, it } from 'vitest'
import { chooseAdapter } from '../../../nodes/adapters/adapter-bank.ts'
import type { NodeRecord } from '../../../runtime/core/document/document.ts'
import type { DecisionRecord } from '../../../runtime/core/trace/decision.ts'
import { emptyRunView } from '../../../runtime/core/trace/run-view.ts'
import {
  bankDecision,
  directionOf,
  freeThreshold,
  inputsOf,
  isCrossed,
  routeThreshold,
  thresholdOf,
} from './threshold-task.ts'

const bank = (config: NodeRecord['config']): NodeRecord => ({
  id: 'bank',
  type: 'adapter-bank',
  version: 1,
  config: { bank: 'desk', ...config },
  position: { x: 0, y: 0 },
})
const ofBank = [
  { intent: 'refund', alias: 'amounts', threshold: 0.6 },
  { intent: 'change', alias: 'steps' },
]
const decision = (change: Partial<DecisionRecord>): DecisionRecord => ({
  node: 'bank',
  kind: 'bank',
  outcome: 'adapter',
  intent: 'refund',
  confidence: 0.93,
  margin: 0.9,
  runnerUp: null,
  threshold: 0.6,
  marginThreshold: 0,
  abstained: false,
  reason: 'cleared',
  rule: null,
  port: 'answer',
  bank: 'desk',
  alias: 'amounts',
  adapter: 'amounts@3f9a0c11d2e4',
  model: null,
  ...change,
})

describe('the threshold that a person moves', () => {
  it('is the one in force: the route of the intent has its own, in the node before the bank', () => {
    expect(thresholdOf(bank({ threshold: 0.5 }))).toBe(0.5)
    expect(thresholdOf(bank({ threshold: 'half' }))).toBeNull()
    expect(thresholdOf({ ...bank({}), type: 'prompt' })).toBeNull()
    expect(routeThreshold(bank({}), 'refund', ofBank)).toBe(0.6)
    expect(routeThreshold(bank({}), 'change', ofBank)).toBeNull()
    const routes = [{ id: 'route-1', intent: 'refund', alias: 'x' }]
    expect(routeThreshold(bank({ routes }), 'refund', ofBank)).toBeNull()
  })

  it.each([0.2, 0.59, 0.6, 0.93, 1])('taken over by the node decides as before, at %s', (confidence) => {
    const routes = [{ id: 'route-1', intent: 'other', alias: 'amounts' }]
    const node = bank({ threshold: 0.5, routes })
    const config = freeThreshold(node, 'refund', ofBank)
    expect(config).toMatchObject({
      threshold: 0.6,
      routes: [...routes, { id: 'route-2', intent: 'refund', alias: 'amounts' }],
    })
    expect(freeThreshold({ ...node, config }, 'refund', ofBank)).toBe(config)
    const intent = {
      label: 'refund',
      confidence,
      margin: 0.5,
      runnerUp: null,
      top: [],
      outOfScope: false,
      model: 'm@1',
    }
    // Of an open bank these are all that a choice reads.
    const open = { routes: ofBank, defaultAlias: null, forced: undefined } as unknown as Parameters<
      typeof chooseAdapter
    >[2]
    const settings = {
      margin: 0,
      outOfScope: 'abstain',
      belowThreshold: 'base',
      mode: 'generate',
      bank: 'desk',
    } as const
    const before = chooseAdapter(intent, { ...settings, threshold: 0.5, routes: [] }, open)
    const after = chooseAdapter(
      intent,
      { ...settings, threshold: 0.6, routes: [{ id: 'r', intent: 'refund', alias: 'amounts' }] },
      open,
    )
    expect(after).toEqual(before)
  })

  it('goes above a confidence that cleared it, below one that did not, and nowhere for other reasons', () => {
    const below = decision({ reason: 'below-threshold', confidence: 0.4 })
    expect([directionOf(decision({})), directionOf(below)]).toEqual(['above', 'below'])
    expect(directionOf(decision({ reason: 'out-of-scope' }))).toBeNull()
    expect(directionOf(decision({ confidence: 1 }))).toBeNull()
    expect([0.5, 0.93, 0.94].map((threshold) => isCrossed(decision({}), threshold))).toEqual([
      false,
      false,
      true,
    ])
    expect([0.41, 0.4, 0.3].map((threshold) => isCrossed(below, threshold))).toEqual([false, true, true])
  })

  it('decided about the last question, which is asked again as far as the trace holds it', () => {
    const inner = decision({ node: 'sub/bank' })
    const run = {
      ...emptyRunView,
      decisions: [decision({ alias: 'a' }), decision({ alias: 'b' }), inner, decision({ kind: 'router' })],
      inputs: { question: { value: 'Where?' }, file: { hash: 'h', bytes: 99_999, preview: '' } },
    }
    expect(bankDecision(run)?.alias).toBe('b')
    expect(bankDecision({ ...emptyRunView, decisions: [inner] })).toBeUndefined()
    expect(inputsOf(run)).toEqual({ question: 'Where?' })
  })
})
