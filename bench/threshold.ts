/**
 * `bench -- threshold [REQUESTS] [DRAWN]`: how soon the figures of another threshold follow from stored results. Made-up requests
 * (100,000) of ten intents with six adapters and the base model; quality is EM, times are skewed. Then the same on the page, with
 * the worked example's questions (2,000).
 */
import { performance } from 'node:perf_hooks'
import type { Random } from '../runtime/core/random.ts'
import { createRandom } from '../runtime/core/random.ts'
import type { SimulatedRequests } from '../runtime/evaluation/reports/threshold-simulation.ts'
import { estimateOutcomes } from '../runtime/evaluation/reports/threshold-estimates.ts'
import { createSimulation } from '../runtime/evaluation/reports/threshold-simulation.ts'
import { quantile } from '../runtime/evaluation/stats/quantile.ts'
import { formatTable, recordTable } from './record-table.ts'
import type { DrawnMoves } from './threshold-page.ts'
import { measureDrawnMoves } from './threshold-page.ts'

const aliases = ['amounts', 'times', 'steps', 'places', 'limits', 'contacts']
const intents = Array.from({ length: 10 }, (_, at) => `intent-${at}`)
const steps = 200
/** From a movement of the slider to its figures. */
const gateMs = 100

export async function runThresholdBench(args: readonly string[]): Promise<void> {
  const n = Number(args[0] ?? 100_000)
  const requests = makeRequests(n, createRandom(5))
  const rule = {
    routes: intents.map((intent, at) => ({ intent, alias: aliases[at % aliases.length] ?? '' })),
    margin: 0,
    outOfScope: 'abstain',
    belowThreshold: 'base',
    defaultAlias: null,
  } as const
  const [simulation, openedMs] = timed(() => createSimulation(requests, rule))
  const byIntent = { 'intent-3': 0.7 }
  const at = (step: number) => ({ threshold: step / steps, byIntent })
  const moves = Array.from({ length: steps }, (_, step) => timed(() => simulation.simulate(at(step)))[1])
  const intervals = Array.from(
    { length: steps },
    (_, step) => timed(() => estimateOutcomes(simulation.outcomes(at(step))))[1],
  )
  const thresholds = Float64Array.from({ length: steps + 1 }, (_, step) => step / steps)
  const [, curveMs] = timed(() => simulation.curve(thresholds, byIntent))
  const slowest = Math.max(...moves.map((ms, step) => ms + (intervals[step] ?? 0)))
  const table = formatTable(
    [`${n} requests × ${aliases.length + 1} arms`, 'ms', 'gate'],
    [
      ['opening: sorted and summed once', inMs(openedMs), ''],
      ['a move of the slider, median', inMs(middleOf(moves)), ''],
      ['their intervals, median', inMs(middleOf(intervals)), ''],
      [`both, slowest of ${steps}`, inMs(slowest), sayGate(slowest)],
      [`the curve of ${steps + 1} thresholds`, inMs(curveMs), ''],
    ],
  )
  recordTable('threshold', `${table}\n\n${describeDrawn(await measureDrawnMoves(Number(args[1] ?? 2_000)))}`)
}

function describeDrawn({ requests, figuresMs, everythingMs }: DrawnMoves): string {
  const row = (what: string, times: readonly number[]) => {
    const slowest = Math.max(...times)
    return [what, inMs(middleOf(times)), inMs(slowest), sayGate(slowest)]
  }
  return formatTable(
    [`on the page, ${requests} requests, ${figuresMs.length} moves`, 'median ms', 'slowest ms', 'gate'],
    [row('the figures are drawn', figuresMs), row('their intervals and the chart too', everythingMs)],
  )
}

const inMs = (value: number) => value.toFixed(1)
const middleOf = (times: readonly number[]) => quantile(times, 0.5) ?? Number.NaN
const sayGate = (slowestMs: number) => (slowestMs <= gateMs ? `≤ ${gateMs} met` : `≤ ${gateMs} missed`)

function makeRequests(n: number, random: Random): SimulatedRequests {
  const column = (draw: () => number) => Float64Array.from({ length: n }, draw)
  const arm = () => ({
    quality: column(() => Number(random.next() < 0.4)),
    latencyMs: column(() => Math.exp(3 * random.next())),
  })
  return {
    intent: Array.from({ length: n }, () => intents[random.below(intents.length)] ?? null),
    confidence: column(() => random.next()),
    margin: column(() => random.next()),
    outOfScope: Uint8Array.from({ length: n }, () => Number(random.next() < 0.1)),
    arms: new Map([null, ...aliases].map((alias) => [alias, arm()])),
  }
}

function timed<Result>(work: () => Result): [result: Result, ms: number] {
  const startedMs = performance.now()
  return [work(), performance.now() - startedMs]
}
