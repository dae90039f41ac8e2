/** Why a request went where it went, in two or three sentences, from the decision record alone. */
import type { DecisionRecord } from '../../runtime/core/trace/decision.ts'
import type { Say } from '../messages/catalogue.ts'
import type { Locale } from '../messages/locale.ts'
import { formatScore } from '../ui/format-number.ts'
import { branchTitle } from './branch-title.ts'

/** What was found, how far ahead it was, and what followed. */
export function explainDecision(decision: DecisionRecord, say: Say, locale: Locale): readonly string[] {
  return [
    explainReason(decision, say, locale),
    explainRunnerUp(decision, say, locale),
    explainOutcome(decision, say),
  ].filter((sentence) => sentence !== '')
}

function explainReason(decision: DecisionRecord, say: Say, locale: Locale): string {
  const score = (value: number | null) => (value === null ? '–' : formatScore(value, locale))
  const intent = decision.intent ?? say('runs.noIntent')
  const confidence = score(decision.confidence)
  const threshold = score(decision.threshold)
  const margin = score(decision.margin)
  const marginThreshold = score(decision.marginThreshold)
  switch (decision.reason) {
    case 'cleared':
      return (decision.marginThreshold ?? 0) > 0
        ? say('runs.whyClearedMargin', { intent, confidence, threshold, margin, marginThreshold })
        : say('runs.whyCleared', { intent, confidence, threshold })
    case 'below-threshold':
      return say('runs.whyBelowThreshold', { intent, confidence, threshold })
    case 'below-margin':
      return say('runs.whyBelowMargin', { intent, confidence, margin, marginThreshold })
    case 'out-of-scope':
      return say('runs.whyOutOfScope', { intent, confidence, threshold })
    case 'no-route':
      return say('runs.whyNoRoute', { intent, confidence, bank: decision.bank ?? '' })
    case 'no-intent':
      return say('runs.whyNoIntent')
    case 'forced':
      return say('runs.whyForced', { intent, confidence })
    case 'rule-matched':
      return say('runs.whyRule', { rule: branchTitle(decision, say), values: ruleValues(decision, say) })
    case 'no-rule-matched':
      return say('runs.whyNoRule', { values: ruleValues(decision, say) })
  }
}

function explainRunnerUp({ reason, runnerUp, margin }: DecisionRecord, say: Say, locale: Locale): string {
  if (runnerUp === null || margin === null || reason === 'rule-matched' || reason === 'no-rule-matched')
    return ''
  return say('runs.whyRunnerUp', {
    intent: runnerUp.label,
    p: formatScore(runnerUp.p, locale),
    margin: formatScore(margin, locale),
  })
}

function explainOutcome(decision: DecisionRecord, say: Say): string {
  const { outcome, adapter, alias } = decision
  switch (outcome) {
    case 'adapter':
      return say('runs.wentAdapter', { adapter: adapter ?? '', alias: alias ?? '' })
    case 'default-adapter':
      return say('runs.wentDefault', { adapter: adapter ?? '', alias: alias ?? '' })
    case 'base':
      return say('runs.wentBase')
    case 'fallback':
      return say('runs.wentFallback')
    case 'branch':
      return say('runs.wentBranch', { branch: branchTitle(decision, say) })
    case 'default-branch':
      return say('runs.wentDefaultBranch')
  }
}

/** `confidence = 0.41, input_intent = "refund"`: what the rules looked at. */
function ruleValues({ rule }: DecisionRecord, say: Say): string {
  const values = Object.entries(rule?.values ?? {})
  if (values.length === 0) return say('runs.noValues')
  return values
    .map(
      ([name, value]) =>
        `${name} = ${typeof value === 'number' ? Number(value.toFixed(4)) : JSON.stringify(value)}`,
    )
    .join(', ')
}
