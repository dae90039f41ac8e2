/**
 * Coverage of one request: 1 where the bank or router dared to decide and sent it to the adapter or branch of its intent, 0 where it
 * held back (base model, default, abstention, no rule). Its mean is the share of requests dared, 0 to 1. A confidence above the
 * threshold is not enough: the intent must have a route and be in scope as well.
 *
 * @param outcome of the decision: `adapter`, `branch` or one of those that held back
 */
export function coverage(outcome: string): number {
  return Number(outcome === 'adapter' || outcome === 'branch')
}
