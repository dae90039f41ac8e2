/**
 * What the statistics of experiments keep of their promises, by simulation: how often each interval covers the truth, how often a
 * verdict is drawn on variants that are alike, and how often a planted difference is found. Options: `--trials N` (of an interval), `--seed N`,
 * `--part NAME` for one of the three.
 */
import { parseArgs } from 'node:util'
import type { Random } from '../../runtime/core/random.ts'
import { createRandom } from '../../runtime/core/random.ts'
import { judge } from '../../runtime/evaluation/stats/verdict.ts'
import { wilsonInterval } from '../../runtime/evaluation/stats/wilson.ts'
import type { Cell } from '../record-table.ts'
import { formatTable, recordTable } from '../record-table.ts'
import { measureCoverage } from './statistics-coverage.ts'
import type { PairSource } from './statistics-pairs.ts'
import { drawAnswerPairs, drawGradedPairs, drawTimePairs } from './statistics-pairs.ts'

/** Enough for tables; fewer than a report draws, since each trial draws them anew. */
const RESAMPLES = 1_000
const FALSE_ALARM_TRIALS = 1_000
const POWER_TRIALS = 500

/** Each returns whether it keeps what is promised, and draws from a seed of its own. */
const parts: Readonly<Record<string, (random: Random, trials: number) => boolean>> = {
  coverage: (random, trials) => recordCoverage(trials, random),
  'false-alarms': recordFalseAlarms,
  power: recordPower,
}

/**
 * @returns the exit code: 1 when the mean coverage of an interval in use is not within a point of 95 %, or false alarms pass 6 %; 2 for a
 *   part that does not exist
 */
export function runStatisticsEval(args: string[]): number {
  const { values } = parseArgs({
    args,
    options: {
      trials: { type: 'string', default: '10000' },
      seed: { type: 'string', default: '1' },
      part: { type: 'string' },
    },
  })
  const chosen = Object.entries(parts).filter(([name]) => (values.part ?? name) === name)
  if (chosen.length === 0) {
    process.stderr.write(`--part takes one of: ${Object.keys(parts).join(', ')}\n`)
    return 2
  }
  const order = Object.keys(parts)
  const kept = chosen.map(([name, record]) =>
    record(createRandom(Number(values.seed) + order.indexOf(name)), Number(values.trials)),
  )
  return kept.every(Boolean) ? 0 : 1
}

function recordCoverage(trials: number, random: Random): boolean {
  const measured = measureCoverage(trials, random)
  const rows = measured.map((one): Cell[] => [
    one.interval,
    one.data,
    one.n,
    (100 * one.coverage).toFixed(1),
    sayCoverage(one.coverage),
    `${(100 * one.worst).toFixed(1)}: ${one.worstIn}`,
    one.width.toPrecision(3),
    one.trials,
    one.isUsed ? 'yes' : 'no',
  ])
  recordTable('statistics-coverage', formatTable(coverageHead, rows))
  return measured.every(({ isUsed, coverage }) => !isUsed || isWithinAPoint(coverage))
}

const coverageHead = [
  '95 % interval',
  'data',
  'n',
  'covers %',
  'within 1 point',
  'least %, and of which data',
  'mean width',
  'trials',
  'in use',
]

const isWithinAPoint = (coverage: number): boolean => coverage >= 0.94 && coverage <= 0.96

function sayCoverage(coverage: number): string {
  if (isWithinAPoint(coverage)) return 'yes'
  return coverage < 0.94 ? 'no, too narrow' : 'no, wider than needed'
}

const kinds: readonly { metric: string; data: string; draw: PairSource; sizes: readonly number[] }[] = [
  { metric: 'em', data: 'answers right or wrong', draw: drawAnswerPairs, sizes: [20, 100, 500] },
  { metric: 'f1', data: 'graded answers', draw: drawGradedPairs, sizes: [20, 100, 500] },
  { metric: 'p50Ms', data: 'times', draw: drawTimePairs, sizes: [20, 50, 100, 500] },
  { metric: 'p95Ms', data: 'times', draw: drawTimePairs, sizes: [80, 200, 500] },
  { metric: 'p99Ms', data: 'times', draw: drawTimePairs, sizes: [400, 1_000] },
]

function recordFalseAlarms(random: Random): boolean {
  let isKept = true
  const rows = kinds.flatMap(({ metric, data, draw, sizes }) =>
    sizes.map((n): Cell[] => {
      let alarms = 0
      for (let trial = 0; trial < FALSE_ALARM_TRIALS; trial += 1) {
        const { outcome, test } = judge(metric, draw(random, n, 0), { resamples: RESAMPLES, seed: trial })
        if (outcome === 'too-few') throw new Error(`${test} of ${metric} takes more than ${n} pairs`)
        if (outcome !== 'undecided') alarms += 1
      }
      const isMet = alarms / FALSE_ALARM_TRIALS <= 0.06
      isKept &&= isMet
      return [metric, data, n, formatCount(alarms, FALSE_ALARM_TRIALS), `6.0 ${isMet ? 'met' : 'missed'}`]
    }),
  )
  const head = ['metric', 'data, variants alike', 'pairs', 'false verdicts %, 95 % interval', 'gate']
  recordTable('statistics-false-alarms', formatTable(head, rows))
  return isKept
}

const powerSizes = [50, 100, 200, 500, 1_000, 2_000]

/** States it; there is no gate. */
function recordPower(random: Random): boolean {
  const rows = kinds
    .filter(({ metric }) => metric !== 'p99Ms')
    .map(({ metric, draw }): Cell[] => [
      metric,
      metric.endsWith('Ms') ? '5 % faster' : '5 points better',
      ...powerSizes.map((n) => measurePower(metric, draw, n, random)),
    ])
  const head = ['metric', 'planted', ...powerSizes.map((n) => `n = ${n}`)]
  recordTable('statistics-power', formatTable(head, rows))
  return true
}

/** Per cent of trials with the right verdict, and after a comma those with the wrong one where there were any. */
function measurePower(metric: string, draw: PairSource, n: number, random: Random): string {
  let [better, worse, tooFew] = [0, 0, 0]
  for (let trial = 0; trial < POWER_TRIALS; trial += 1) {
    const { outcome } = judge(metric, draw(random, n, 0.05), { resamples: RESAMPLES, seed: trial })
    if (outcome === 'better') better += 1
    if (outcome === 'worse') worse += 1
    if (outcome === 'too-few') tooFew += 1
  }
  if (tooFew > 0) return 'too few'
  const wrong = worse === 0 ? '' : `, wrong ${((100 * worse) / POWER_TRIALS).toFixed(1)}`
  return `${((100 * better) / POWER_TRIALS).toFixed(0)}${wrong}`
}

function formatCount(hits: number, n: number): string {
  const { low, high } = wilsonInterval(hits, n)
  const [share, from, to] = [hits / n, low, high].map((value) => (100 * value).toFixed(1))
  return `${share} (${from} to ${to})`
}
