import type { DecisionSummary } from '../../runtime/core/wire/runs.ts'
import type { Say } from '../messages/catalogue.ts'

/** The branch that a router took, as its port is called. */
export function branchTitle({ outcome, rule, port }: DecisionSummary, say: Say): string {
  if (outcome === 'default-branch') return say('runs.defaultBranch')
  return rule === null || rule.label === '' ? port : rule.label
}
