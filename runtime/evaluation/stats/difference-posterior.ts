import { betaDistribution } from './beta.ts'

/** What is believed of a difference D of two shares, -1 to 1. */
export interface DifferencePosterior {
  readonly mean: number
  readonly deviation: number
  /** P(D > d) for d between -1 and 1. */
  above(d: number): number
  /** Of D at d; infinite at 0 for weights that add up to less than 1 for the two disagreements. */
  density(d: number): number
}

/**
 * The difference of the shares of pairs that only the variant and only the baseline answers rightly, where the shares of the three
 * kinds of pairs have a Dirichlet distribution with these weights, each above 0. The share S of pairs that differ and the share W of
 * them that the variant wins are then independent, either with a beta distribution, and D = S (2W - 1): both functions are one
 * integral over S.
 */
export function differencePosterior(baseline: number, variant: number, same: number): DifferencePosterior {
  const total = baseline + variant + same
  const mean = (variant - baseline) / total
  const differing = betaDistribution(baseline + variant, same)
  const [least, most] = bulkOf(baseline + variant, same)
  /** The share that the losing side wins, for D above and below 0. */
  const [lostAbove, lostBelow] = [betaDistribution(baseline, variant), betaDistribution(variant, baseline)]

  /** Over the s from `d` up; of S (2W - 1) > d the losing side's share is below (s - d) / 2s, which loses no digits near d. */
  const integrate = (d: number, valueAt: (s: number, share: number, rest: number) => number): number => {
    const from = Math.max(d, least)
    const length = most - from
    if (length <= 0) return 0
    let sum = 0
    for (const { x, rest, weight } of nodes) {
      const s = from + length * x
      const mass = weight * differing.density(s, 1 - most + length * rest)
      if (mass > negligible) sum += mass * valueAt(s, (from - d + length * x) / (2 * s), (s + d) / (2 * s))
    }
    return length * sum
  }
  const tail = (d: number, lost: typeof lostAbove): number =>
    integrate(d, (_, share, rest) => lost.below(share, rest))
  return {
    mean,
    deviation: Math.sqrt(((variant + baseline) / total - mean ** 2) / (total + 1)),
    above: (d) => (d >= 0 ? tail(d, lostAbove) : 1 - tail(-d, lostBelow)),
    density: (d) => {
      const lost = d >= 0 ? lostAbove : lostBelow
      return integrate(Math.abs(d), (s, share, rest) => lost.density(share, rest) / (2 * s))
    },
  }
}

const negligible = 1e-30

/** The range outside which beta(a, b) has next to nothing: where x(1 - x) times the density is below e^-36 of its peak. */
function bulkOf(a: number, b: number): readonly [number, number] {
  const mean = a / (a + b)
  const log = (x: number): number => a * Math.log(x) + b * Math.log1p(-x)
  const least = log(mean) - 36
  const endTowards = (outer: number): number => {
    let inner = mean
    for (let halving = 0; halving < 60; halving += 1) {
      const middle = (outer + inner) / 2
      if (log(middle) < least) outer = middle
      else inner = middle
    }
    return outer
  }
  return [endTowards(0), endTowards(1)]
}

/**
 * Double-exponential quadrature over 0 to 1, for which infinite ends do not matter; each node with its distance from either end.
 * Source: H. Takahasi and M. Mori, "Double exponential formulas for numerical integration", Publications of RIMS 9 (1974).
 */
const nodes = Array.from({ length: 193 }, (_, i) => {
  const step = 1 / 24
  const t = (i - 96) * step
  const reach = Math.exp(Math.PI * Math.sinh(t))
  const [x, rest] = [reach / (1 + reach), 1 / (1 + reach)]
  return { x, rest, weight: step * Math.PI * Math.cosh(t) * x * rest }
})
