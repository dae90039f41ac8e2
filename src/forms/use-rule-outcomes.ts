/** The outcomes of a router's rules over past requests, found anew when the rules have rested; typing never waits for them. */
import { useEffect, useState } from 'react'
import type { Json } from '../../runtime/core/values.ts'
import { useDebounced } from '../resources/use-debounced.ts'
import type { PastRequestSource } from './form-scope.tsx'
import type { RuleOutcomes } from './rule-outcomes.ts'

const restMs = 250

/** Null until they are known, while a rule cannot be read, and where the host keeps no runs. */
export function useRuleOutcomes(
  rules: readonly Json[],
  source: PastRequestSource | null,
): RuleOutcomes | null {
  const text = useDebounced(JSON.stringify(rules), restMs)
  const [found, setFound] = useState<RuleOutcomes | null>(null)
  useEffect(() => {
    if (source === null) return
    const left = new AbortController()
    const find = async () => {
      const { findRuleOutcomes } = await import('./rule-outcomes.ts')
      const requests = await source.load(left.signal)
      if (left.signal.aborted) return
      // Written by the line above.
      const outcomes = await findRuleOutcomes(
        JSON.parse(text) as Json[],
        requests,
        source.upstream,
        source.value,
      )
      if (!left.signal.aborted) setFound(outcomes)
    }
    find().catch(() => {
      // The figures are an aid: without them the rules are edited as before.
      if (!left.signal.aborted) setFound(null)
    })
    return () => left.abort()
  }, [text, source])
  return found
}
