/**
 * What another threshold would have done, from results already stored: every request was answered by every arm (an oracle, or
 * variants that are forced to one adapter each), so that moving the threshold only picks among answers that exist.
 *
 * Exact: which arm each request takes (the bank node's own rule over the stored intent, confidence, margin and scope), and
 * with it coverage, quality and regret, as long as the same request gives an arm the same answer again. Measured, not
 * predicted: the latency of a request is the one its arm had when it was run, so the quantiles are those of that load and
 * order; what other adapters in use would do to queues and to loading is not simulated. Not simulated: what lies behind
 * the fallback port. Requests that go there count as held back and as unknown, in quality and in latency.
 */

import { bestArm, regret } from '../metrics/regret.ts'
import { quantileOfSorted } from '../stats/quantile.ts'

/** What one arm made of every request; NaN where it has no number. */
export interface ArmResults {
  /** In the primary metric, 0 to 1; a cell that failed has 0. */
  readonly quality: Float64Array
  readonly latencyMs: Float64Array
}

/** One place a request in every column. */
export interface SimulatedRequests {
  /** What the classifier said; null for no intent. */
  readonly intent: readonly (string | null)[]
  readonly confidence: Float64Array
  readonly margin: Float64Array
  /** 1 for a text unlike everything the intent model was trained on. */
  readonly outOfScope: Uint8Array
  /** By alias; null is the base model. */
  readonly arms: ReadonlyMap<string | null, ArmResults>
}

/** The bank node's settings but its thresholds, with the routes in force: the node's own before those of the bank. */
export interface RoutingRule {
  readonly routes: readonly { readonly intent: string; readonly alias: string }[]
  readonly margin: number
  readonly outOfScope: 'abstain' | 'ignore'
  readonly belowThreshold: 'base' | 'default-adapter' | 'fallback'
  readonly defaultAlias: string | null
}

export interface Thresholds {
  readonly threshold: number
  /** By intent, where its route has one of its own. */
  readonly byIntent: Readonly<Record<string, number>>
}

export interface SimulatedFigures {
  readonly n: number
  /** Requests sent to the adapter of their intent: those whose `coverage` is 1. */
  readonly routed: number
  /** Their share, the mean `coverage`, 0 to 1; NaN without requests. */
  readonly coverage: number
  /** Mean of the primary metric over `scored` requests; NaN without any. */
  readonly quality: number
  readonly scored: number
  /** Mean loss against the best arm of each request, over the same requests; never below 0. */
  readonly regret: number
  readonly p50Ms: number
  readonly p95Ms: number
  readonly p99Ms: number
  /** Requests with a latency. */
  readonly timed: number
  /** Requests whose destination has no result: the fallback port, or an arm that was not run. */
  readonly unknown: number
}

/** Requests of one intent that may be routed, most confident first, with sums over the first so many of them. */
interface Group {
  readonly intent: string
  readonly confidence: Float64Array
  /** `length + 1` places: what routing instead of holding back the first k changes. */
  readonly quality: Float64Array
  readonly scored: Int32Array
  readonly regret: Float64Array
  readonly unknown: Int32Array
}

interface Totals {
  readonly quality: number
  readonly scored: number
  readonly regret: number
  readonly unknown: number
}

/** What the requests get at some thresholds, one value each where there is one. */
export interface ThresholdOutcomes {
  readonly n: number
  readonly routed: number
  readonly quality: Float64Array
  /** Of the same requests as `quality`. */
  readonly regret: Float64Array
  /** Ascending. */
  readonly latencyMs: Float64Array
}

export interface ThresholdSimulation {
  readonly n: number
  /** Intents that have a route and requests, sorted. */
  readonly intents: readonly string[]
  /** Figures at these thresholds; a request is routed from `confidence >= threshold` on. */
  simulate(thresholds: Thresholds): SimulatedFigures
  /** The values behind these figures, from which their intervals come. */
  outcomes(thresholds: Thresholds): ThresholdOutcomes
  /**
   * The same without latency for each of the given global thresholds, intents with one of their own keeping it.
   * One pass over the sums, so that a whole curve costs little.
   */
  curve(thresholds: Float64Array, byIntent: Thresholds['byIntent']): SimulationCurve
}

export interface SimulationCurve {
  readonly threshold: Float64Array
  readonly coverage: Float64Array
  readonly quality: Float64Array
  readonly regret: Float64Array
}

/** Sorts and sums once, in O(n log n); every question after that is O(n) at most. */
export function createSimulation(requests: SimulatedRequests, rule: RoutingRule): ThresholdSimulation {
  const n = requests.intent.length
  const destinations = findDestinations(requests, rule)
  const best = bestQuality(requests)
  const groups = groupByIntent(requests, destinations, best)
  const held = sumHeld(destinations, best)
  const latency = createLatencyOrder(requests, destinations, groups)

  const count = (thresholds: Thresholds) => {
    const sums = { ...held, routed: 0 }
    for (const group of groups) {
      const k = countCleared(group.confidence, thresholdOf(thresholds, group.intent))
      sums.routed += k
      sums.quality += group.quality[k] ?? 0
      sums.scored += group.scored[k] ?? 0
      sums.regret += group.regret[k] ?? 0
      sums.unknown += group.unknown[k] ?? 0
    }
    return {
      n,
      routed: sums.routed,
      coverage: sums.routed / n,
      quality: meanOf(sums.quality, sums.scored),
      scored: sums.scored,
      // Sums of differences may leave a rounding error below zero.
      regret: Math.max(0, meanOf(sums.regret, sums.scored)),
      unknown: sums.unknown,
    }
  }
  return {
    n,
    intents: groups.map(({ intent }) => intent),
    simulate: (thresholds) => ({
      ...count(thresholds),
      ...latency.quantiles(groups.map(({ intent }) => thresholdOf(thresholds, intent))),
    }),
    outcomes: (thresholds) => {
      const { latencyMs, isCleared } = latency.taken(
        groups.map(({ intent }) => thresholdOf(thresholds, intent)),
      )
      const { routed } = count(thresholds)
      return { n, routed, latencyMs: latencyMs.slice(), ...collectQuality(destinations, best, isCleared) }
    },
    curve: (thresholds, byIntent) => {
      const figures = Array.from(thresholds, (threshold) => count({ threshold, byIntent }))
      return {
        threshold: thresholds,
        coverage: Float64Array.from(figures, ({ coverage }) => coverage),
        quality: Float64Array.from(figures, ({ quality }) => quality),
        regret: Float64Array.from(figures, ({ regret }) => regret),
      }
    },
  }
}

function thresholdOf({ threshold, byIntent }: Thresholds, intent: string): number {
  return Object.hasOwn(byIntent, intent) ? (byIntent[intent] ?? threshold) : threshold
}

/** Without requests there is no mean; what sums of differences leave of rounding would make an infinite one. */
const meanOf = (sum: number, count: number): number => (count === 0 ? Number.NaN : sum / count)

const unknownArm = -1

interface Destinations {
  readonly results: readonly ArmResults[]
  /** Position in `results` of the arm below the threshold, the same for all requests. */
  readonly held: number
  /** By request: position of the arm it is routed to. */
  readonly routed: Int32Array
  /** 1 where confidence alone decides. */
  readonly isEligible: Uint8Array
}

/** The rule of the bank node (`chooseAdapter`), all of it but the comparison with the threshold. */
function findDestinations(requests: SimulatedRequests, rule: RoutingRule): Destinations {
  const aliases = [...requests.arms.keys()]
  const aliasOf = new Map(rule.routes.toReversed().map(({ intent, alias }) => [intent, alias]))
  const { intent, margin, outOfScope, arms } = requests
  const routed = new Int32Array(intent.length).fill(unknownArm)
  const isEligible = new Uint8Array(intent.length)
  intent.forEach((label, i) => {
    if (label === null || (rule.outOfScope === 'abstain' && outOfScope[i] === 1)) return
    const alias = aliasOf.get(label)
    if (!Number.isFinite(requests.confidence[i])) return
    if (alias === undefined || (margin[i] ?? 0) < rule.margin) return
    isEligible[i] = 1
    routed[i] = aliases.indexOf(alias)
  })
  return { results: [...arms.values()], held: heldArm(rule, aliases), routed, isEligible }
}

/** Nobody knows what lies behind the fallback port. */
function heldArm({ belowThreshold, defaultAlias }: RoutingRule, aliases: readonly (string | null)[]): number {
  if (belowThreshold === 'fallback') return unknownArm
  return aliases.indexOf(belowThreshold === 'default-adapter' ? defaultAlias : null)
}

/** By request the best of all arms; NaN where none has a number. */
function bestQuality({ intent, arms }: SimulatedRequests): Float64Array {
  const qualities = [...arms.values()].map(({ quality }) => quality)
  return Float64Array.from(intent, (_, i) => {
    const arm = bestArm(qualities.map((quality) => quality[i] ?? NaN))
    return arm === undefined ? NaN : (qualities[arm]?.[i] ?? NaN)
  })
}

function collectQuality(
  { results, held, routed }: Destinations,
  best: Float64Array,
  isCleared: Uint8Array,
): Pick<ThresholdOutcomes, 'quality' | 'regret'> {
  const quality = new Float64Array(routed.length)
  const lost = new Float64Array(routed.length)
  let scored = 0
  routed.forEach((arm, i) => {
    const value = results[isCleared[i] === 1 ? arm : held]?.quality[i] ?? NaN
    if (Number.isNaN(value)) return
    quality[scored] = value
    lost[scored] = regret(value, best[i] ?? value)
    scored += 1
  })
  return { quality: quality.subarray(0, scored), regret: lost.subarray(0, scored) }
}

/** The figures if every request were held back. */
function sumHeld({ results, held, routed }: Destinations, best: Float64Array): Totals {
  const sums = { quality: 0, scored: 0, regret: 0, unknown: 0 }
  const arm = results[held]
  for (let i = 0; i < routed.length; i += 1) addOutcome(sums, 1, arm, i, best)
  return sums
}

type MutableTotals = { -readonly [Key in keyof Totals]: Totals[Key] }

/** Adds, or for sign -1 takes away, what request `i` makes of the sums when `arm` answers it. */
function addOutcome(
  sums: MutableTotals,
  sign: 1 | -1,
  arm: ArmResults | undefined,
  i: number,
  best: Float64Array,
): void {
  if (arm === undefined) {
    sums.unknown += sign
    return
  }
  const quality = arm.quality[i] ?? NaN
  if (Number.isNaN(quality)) return
  sums.quality += sign * quality
  sums.scored += sign
  sums.regret += sign * regret(quality, best[i] ?? quality)
}

interface OrderedGroup extends Group {
  /** Requests, most confident first. */
  readonly request: Int32Array
}

function groupByIntent(
  { intent, confidence }: SimulatedRequests,
  destinations: Destinations,
  best: Float64Array,
): readonly OrderedGroup[] {
  const members = new Map<string, number[]>()
  intent.forEach((label, i) => {
    if (label === null || destinations.isEligible[i] !== 1) return
    const known = members.get(label)
    if (known === undefined) members.set(label, [i])
    else known.push(i)
  })
  return [...members]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([label, unordered]) => {
      const request = Int32Array.from(unordered).sort(
        (a, b) => (confidence[b] ?? 0) - (confidence[a] ?? 0) || a - b,
      )
      return { intent: label, ...sumGroup(request, confidence, destinations, best) }
    })
}

function sumGroup(
  request: Int32Array,
  confidence: Float64Array,
  { results, held, routed }: Destinations,
  best: Float64Array,
): Omit<OrderedGroup, 'intent'> {
  const length = request.length + 1
  const group = {
    request,
    confidence: Float64Array.from(request, (i) => confidence[i] ?? 0),
    quality: new Float64Array(length),
    scored: new Int32Array(length),
    regret: new Float64Array(length),
    unknown: new Int32Array(length),
  }
  const sums = { quality: 0, scored: 0, regret: 0, unknown: 0 }
  request.forEach((i, k) => {
    addOutcome(sums, -1, results[held], i, best)
    addOutcome(sums, 1, results[routed[i] ?? unknownArm], i, best)
    group.quality[k + 1] = sums.quality
    group.scored[k + 1] = sums.scored
    group.regret[k + 1] = sums.regret
    group.unknown[k + 1] = sums.unknown
  })
  return group
}

/** How many of the descending confidences reach the threshold, by halving. */
function countCleared(confidence: Float64Array, threshold: number): number {
  let low = 0
  let high = confidence.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((confidence[middle] ?? 0) >= threshold) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * Every latency that a request can have, in order, so that the quantiles at any threshold are found in one pass without
 * sorting.
 */
function createLatencyOrder(
  { intent }: SimulatedRequests,
  { results, held, routed, isEligible }: Destinations,
  groups: readonly OrderedGroup[],
) {
  const entries: { request: number; isRouted: 0 | 1; latencyMs: number }[] = []
  const add = (request: number, isRouted: 0 | 1, arm: ArmResults | undefined) => {
    const latencyMs = arm?.latencyMs[request] ?? NaN
    if (Number.isFinite(latencyMs)) entries.push({ request, isRouted, latencyMs })
  }
  for (let i = 0; i < intent.length; i += 1) {
    add(i, 0, results[held])
    if (isEligible[i] === 1) add(i, 1, results[routed[i] ?? unknownArm])
  }
  entries.sort((a, b) => a.latencyMs - b.latencyMs)
  const request = Int32Array.from(entries, (entry) => entry.request)
  const isRouted = Uint8Array.from(entries, (entry) => entry.isRouted)
  const latencyMs = Float64Array.from(entries, (entry) => entry.latencyMs)
  const isCleared = new Uint8Array(intent.length)
  const taken = new Float64Array(intent.length)
  /**
   * @param thresholds in the order of the groups
   * @returns the latencies of what is taken, ascending, and by request whether it is routed; both until the next call
   */
  const take = (thresholds: readonly number[]) => {
    isCleared.fill(0)
    groups.forEach((group, g) => {
      const k = countCleared(group.confidence, thresholds[g] ?? 0)
      for (const i of group.request.subarray(0, k)) isCleared[i] = 1
    })
    let timed = 0
    for (let e = 0; e < request.length; e += 1) {
      if (isCleared[request[e] ?? 0] !== isRouted[e]) continue
      taken[timed] = latencyMs[e] ?? 0
      timed += 1
    }
    return { latencyMs: taken.subarray(0, timed), isCleared }
  }
  return {
    taken: take,
    quantiles: (thresholds: readonly number[]) => {
      const { latencyMs: sorted } = take(thresholds)
      const timed = sorted.length
      const at = (p: number) => (timed === 0 ? NaN : quantileOfSorted(sorted, p))
      return { timed, p50Ms: at(0.5), p95Ms: at(0.95), p99Ms: at(0.99) }
    },
  }
}
