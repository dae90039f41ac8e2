import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DecisionRecord } from '../../runtime/core/trace/decision.ts'
import { decisionRecordSchema } from '../../runtime/core/trace/decision.ts'
import { conditionRouter } from '../../nodes/routing/condition-router.ts'
import { createNodeTextReader } from '../messages/node-texts.ts'
import { loadTexts, sayEnglish } from '../messages/say.ts'
import { describeDecision, describeTarget } from './decision-chip.tsx'
import { explainDecision } from './explain-decision.ts'

const cleared: DecisionRecord = {
  node: 'bank',
  kind: 'bank',
  outcome: 'adapter',
  intent: 'refund',
  confidence: 0.934,
  margin: 0.894,
  runnerUp: { label: 'change', p: 0.04 },
  threshold: 0.85,
  marginThreshold: 0,
  abstained: false,
  reason: 'cleared',
  rule: null,
  port: 'answer',
  bank: 'desk',
  alias: 'refunds',
  adapter: 'refunds@3f9a12bc34de',
  model: 'desk@96c6dd6764e9',
}

const english = (decision: DecisionRecord) => explainDecision(decision, sayEnglish, 'en').join(' ')

describe('a decision in words', () => {
  it('names intent, confidence, threshold, runner-up and adapter when the bank was sure', () => {
    expect(english(cleared)).toBe(
      'The request was read as refund with confidence 0.93, which reaches the 0.85 asked for. ' +
        'Next came change with 0.04, 0.89 behind. ' +
        'So it went to adapter refunds@3f9a12bc34de, where the alias refunds points.',
    )
  })

  it('says what was missing and where the request went instead', () => {
    const below: DecisionRecord = {
      ...cleared,
      outcome: 'base',
      confidence: 0.41,
      reason: 'below-threshold',
      abstained: true,
      alias: null,
      adapter: null,
    }
    expect(english(below)).toContain('has confidence 0.41; 0.85 was asked for.')
    expect(english(below)).toContain('the base model took it')
    expect(english({ ...below, outcome: 'fallback', port: 'fallback' })).toContain('by the port “Fallback”')
    expect(english({ ...below, reason: 'below-margin', margin: 0.1, marginThreshold: 0.3 })).toContain(
      'leads by only 0.10; a lead of 0.30 was asked for.',
    )
  })

  it('names the rule of a router with the values it saw', () => {
    const routed: DecisionRecord = {
      ...cleared,
      kind: 'router',
      outcome: 'branch',
      reason: 'rule-matched',
      rule: { id: 'rule-1', label: 'Urgent', values: { confidence: 0.934, input_intent: 'refund' } },
      port: 'rule-1',
    }
    expect(english(routed)).toBe(
      'The rule “Urgent” holds: confidence = 0.934, input_intent = "refund". So it took the branch “Urgent”.',
    )
  })

  it.each(['en', 'zh-CN'] as const)(
    'calls the branches of a router as its ports are called, in %s',
    async (locale) => {
      const { say, nodes } = await loadTexts(locale)
      const outputs = conditionRouter.outputs(conditionRouter.config.parse({}))
      const { default: port } = outputs
      if (port === undefined) throw new Error('The router has lost its default branch.')
      const texts = createNodeTextReader(nodes, () => ({ inputs: {}, outputs }))
      const title = texts.portTitleOf(conditionRouter, 'outputs', 'default', port)
      const routed: DecisionRecord = { ...cleared, kind: 'router', adapter: null, outcome: 'default-branch' }
      const rule = { id: 'default', label: 'default', values: {} }
      const decision: DecisionRecord = { ...routed, rule, port: 'default', reason: 'no-rule-matched' }
      expect(describeTarget(decision, say)).toBe(title)
      expect(describeDecision(decision, say, locale)).toContain(`→ ${title}`)
      const named = {
        ...decision,
        outcome: 'branch' as const,
        rule: { ...rule, id: 'r', label: 'Urgent' },
        port: 'r',
      }
      expect(describeTarget(named, say)).toBe('Urgent')
    },
  )

  it('is written in Chinese too', async () => {
    const { say } = await loadTexts('zh-CN')
    const text = explainDecision(cleared, say, 'zh-CN').join('')
    expect(text).toBe(
      '请求被判为“refund”，置信度 0.93，达到要求的 0.85。次选是“change”，概率 0.04；领先幅度 0.89。因此交给别名 refunds 指向的适配器 refunds@3f9a12bc34de。',
    )
  })

  it('fills every placeholder for every reason and outcome, in both languages', async () => {
    const { say } = await loadTexts('zh-CN')
    const { reason, outcome } = decisionRecordSchema.shape
    fc.assert(
      fc.property(
        fc.constantFrom(...reason.options),
        fc.constantFrom(...outcome.options),
        fc.boolean(),
        (why, where, isBare) => {
          const bare = isBare
            ? { intent: null, confidence: null, margin: null, runnerUp: null, threshold: null, alias: null }
            : {}
          const decision: DecisionRecord = { ...cleared, ...bare, reason: why, outcome: where }
          for (const sentences of [
            explainDecision(decision, sayEnglish, 'en'),
            explainDecision(decision, say, 'zh-CN'),
          ]) {
            expect(sentences.length).toBeGreaterThanOrEqual(2)
            for (const sentence of sentences) expect(sentence).toMatch(/^[^{}]+[.。]$/)
          }
        },
      ),
    )
  })
})
