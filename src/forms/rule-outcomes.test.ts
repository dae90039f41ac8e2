import { expect, it } from 'vitest'
import type { TraceEvent } from '../../runtime/core/trace/events.ts'
import type { Json } from '../../runtime/core/values.ts'
import { readPastRequest } from '../runs/past-requests.ts'
import { findRuleOutcomes } from './rule-outcomes.ts'

const intentOf = (label: string, confidence: number) => ({
  label,
  confidence,
  margin: 0.5,
  runnerUp: null,
  top: [],
  outOfScope: false,
  model: 'm@1',
})

/** What one run left behind; `question` is too large to stand in the trace when it is `long`. */
function requestOf(runId: string, label: string, confidence: number, user?: string) {
  const question =
    runId === 'long' ? { hash: 'h1', bytes: 20_000, preview: '"…' } : { value: `about ${label}` }
  const events = [
    {
      type: 'run-started',
      runId,
      inputs: { question },
      ...(user === undefined ? {} : { user }),
    },
    { type: 'node-finished', node: 'in', outputs: { question } },
    { type: 'node-finished', node: 'aside', outputs: { n: { value: 1 } } },
    {
      type: 'node-started',
      node: 'router',
      inputs: { value: question, intent: { value: intentOf(label, confidence) } },
    },
    { type: 'node-finished', node: 'later', outputs: {} },
    // Only what is read of each event is given.
  ] as unknown as TraceEvent[]
  const request = readPastRequest(events, 'router', runId)
  if (request === null) throw new Error('it came to the router')
  return request
}

const requests = [
  requestOf('sure', 'refund', 0.95),
  requestOf('unsure', 'refund', 0.6),
  requestOf('member', 'delay', 0.9, 'u-1'),
  requestOf('long', 'delay', 0.9),
]
const refunds = {
  id: 'rule-1',
  label: 'Refunds',
  input_intent: ['refund'],
  confidence_threshold: 0.8,
  when: '',
}
const ruleOf = (id: string, when: string): Json => ({ id, label: id, input_intent: [], when })
const noValue = () => Promise.reject(new Error('not needed'))

async function takenBy(rules: readonly Json[], load: (hash: string) => Promise<Json> = noValue) {
  const outcomes = await findRuleOutcomes(rules, requests, new Set(['in']), load)
  return outcomes === null
    ? null
    : Object.fromEntries([...outcomes.taken].map(([id, taken]) => [id, taken.map(({ runId }) => runId)]))
}

it('gives each request to the first rule that holds, and the rest to the default branch', async () => {
  expect(await takenBy([refunds, ruleOf('rule-2', 'request.user == null')])).toEqual({
    'rule-1': ['sure'],
    'rule-2': ['unsure', 'long'],
    default: ['member'],
  })
})

it('reads outputs upstream, and no others', async () => {
  expect(await takenBy([ruleOf('rule-1', 'nodes.aside.n == 1')])).toEqual({
    default: ['sure', 'unsure', 'member', 'long'],
  })
})

it('loads a large value only for a rule that reads it', async () => {
  const load = (hash: string) => Promise.resolve(`the text of ${hash}`)
  expect(await takenBy([ruleOf('rule-1', 'nodes.in.question contains "h1"')], load)).toMatchObject({
    'rule-1': ['long'],
  })
  expect(await takenBy([ruleOf('rule-1', 'request.question contains "delay"')], load)).toMatchObject({
    'rule-1': ['member'],
  })
})

it('says nothing while a rule cannot be read', async () => {
  expect(await takenBy([ruleOf('rule-1', 'confidence >=')])).toBeNull()
})

it('knows that headers are not kept', async () => {
  const rules = [ruleOf('rule-1', 'request.headers.tier == "gold"')]
  const outcomes = await findRuleOutcomes(rules, requests, new Set(['in']), noValue)
  expect(outcomes?.readsHeaders).toBe(true)
})

it('passes over runs that ended before the router', () => {
  // Only what is read of each event is given.
  const events = [{ type: 'run-started', runId: 'r', inputs: {} }] as unknown as TraceEvent[]
  expect(readPastRequest(events, 'router', '')).toBeNull()
})
