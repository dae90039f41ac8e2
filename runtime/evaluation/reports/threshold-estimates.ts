/** The figures of a tried threshold with their 95 % intervals, by the same statistics as those of the table. */
import type { Estimate } from '../../core/wire/experiments.ts'
import { estimateMean, estimateQuantile, estimateShare } from '../stats/estimate.ts'
import { abcBeyond } from './effort.ts'
import type { ThresholdOutcomes } from './threshold-simulation.ts'

export interface ThresholdEstimates {
  /** Null where there is no value to estimate from. */
  readonly coverage: Estimate | null
  readonly quality: Estimate | null
  readonly regret: Estimate | null
  readonly p50Ms: Estimate | null
  readonly p95Ms: Estimate | null
}

export function estimateOutcomes(outcomes: ThresholdOutcomes): ThresholdEstimates {
  const { n, routed, quality, regret, latencyMs } = outcomes
  return {
    coverage: estimateShare(routed, n),
    quality: estimateMean(quality, { abcBeyond }),
    regret: estimateMean(regret, { abcBeyond }),
    p50Ms: estimateQuantile(latencyMs, 0.5),
    p95Ms: estimateQuantile(latencyMs, 0.95),
  }
}
