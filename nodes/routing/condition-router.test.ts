import { describe, expect, it } from 'vitest'
import type { IntentValue } from '../../runtime/core/values.ts'
import { runNode } from '../../runtime/testing/run-node.ts'
import { conditionRouter } from './condition-router.ts'

const intent: IntentValue = {
  label: 'refund',
  confidence: 0.8,
  margin: 0.6,
  runnerUp: { label: 'delay', p: 0.2 },
  top: [],
  outOfScope: false,
  model: 'm@1',
}

const rule = (id: string, change: object = {}) => ({ id, label: id, ...change })

describe('condition router', () => {
  it('sends the value unchanged down the first rule that holds', async () => {
    const value = { anything: true }
    const rules = [
      rule('sure', { input_intent: ['refund'], confidence_threshold: 0.9 }),
      rule('likely', { input_intent: ['refund'], confidence_threshold: 0.7 }),
      rule('any'),
    ]
    const { outputs, decisions } = await runNode(conditionRouter, { value, intent }, { rules })
    expect(outputs).toEqual({ likely: value })
    expect(outputs['likely']).toBe(value)
    expect(decisions).toMatchObject([
      {
        kind: 'router',
        outcome: 'branch',
        rule: { id: 'likely', values: { input_intent: 'refund', confidence: 0.8 } },
        threshold: 0.7,
        runnerUp: { label: 'delay' },
      },
    ])
  })

  it('takes the default branch when nothing holds, and says what it saw', async () => {
    const rules = [rule('vip', { when: 'request.user == "vip"' })]
    const { outputs, decisions } = await runNode(conditionRouter, { value: 1 }, { rules })
    expect(outputs).toEqual({ default: 1 })
    expect(decisions[0]).toMatchObject({
      outcome: 'default-branch',
      rule: { values: { 'request.user': null } },
    })
  })

  it('reads the request and what stands upstream', async () => {
    const rules = [
      rule('long', { when: 'nodes.find.documents[0].score > 2 and request.question matches "^re.und"' }),
    ]
    const upstream = { find: { documents: [{ score: 3 }] } }
    const result = await runNode(
      conditionRouter,
      { value: 1 },
      { rules },
      { upstream, inputs: { question: 'refund me' } },
    )
    expect(result.outputs).toEqual({ long: 1 })
  })

  it('has one output per rule and a default that is always there', () => {
    expect(
      Object.keys(conditionRouter.outputs(conditionRouter.config.parse({ rules: [rule('a')] }))),
    ).toEqual(['a', 'default'])
  })

  it.each([
    ['a condition that cannot be read', [rule('a', { when: 'x ==' })]],
    ['a rule called default', [rule('default')]],
    ['two rules with one id', [rule('a'), rule('a')]],
    ['a threshold beyond 1', [rule('a', { confidence_threshold: 1.5 })]],
  ])('refuses %s', (_name, rules) => {
    expect(conditionRouter.config.safeParse({ rules }).success).toBe(false)
  })
})
