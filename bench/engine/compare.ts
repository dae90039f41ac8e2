/**
 * Compares pieces of code that take microseconds, on a machine that others use too. Samples are interleaved A B … B A; before
 * each, the code runs unmeasured to be compiled, and young garbage is collected (a full collection would throw compiled
 * code away). What counts is the process's own CPU time, its collector's threads included: on a shared machine the wall
 * clock tells mostly of the others. A fixed piece of arithmetic around each sample says how fast the core is at that moment.
 */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

export interface Contender {
  readonly name: string
  /** One request; it checks its own result. */
  readonly request: () => Promise<void>
  /** Requests at a time. @default 1 */
  readonly atOnce?: number
}

export interface Measured {
  /** CPU microseconds a request, normalised to the fastest moment of the core, by round. */
  readonly us: readonly number[]
}

const rounds = 9
const heatMs = 250
const sampleMs = 120

setFlagsFromString('--expose-gc')
// Node gives the collector to contexts made after the flag was set.
const collectGarbage = runInNewContext('gc') as (options: { type: 'minor' | 'major' }) => void

/** CPU time of this process so far, in microseconds. */
function cpuUs(): number {
  const { user, system } = process.cpuUsage()
  return user + system
}

/** CPU microseconds of a loop that allocates nothing. */
function spin(): number {
  const startedUs = cpuUs()
  let state = 1
  for (let index = 0; index < 2_000_000; index += 1) state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0
  if (state === 0) throw new Error('never: keeps the loop')
  return cpuUs() - startedUs
}

async function sample({ request, atOnce = 1 }: Contender, durationMs: number): Promise<number> {
  const startedMs = performance.now()
  const startedUs = cpuUs()
  let count = 0
  while (performance.now() - startedMs < durationMs) {
    if (atOnce === 1) for (let index = 0; index < 20; index += 1) await request()
    else await Promise.all(Array.from({ length: atOnce }, request))
    count += atOnce === 1 ? 20 : atOnce
  }
  return (cpuUs() - startedUs) / count
}

/** By the names of the contenders. */
export async function compareInterleaved(
  contenders: readonly Contender[],
): Promise<ReadonlyMap<string, Measured>> {
  const raw = contenders.map(() => [] as { us: number; spinUs: number }[])
  let bestSpinUs = Infinity
  for (const contender of contenders) await sample(contender, heatMs * 2)
  for (let round = 0; round < rounds; round += 1) {
    const order = contenders.map((_contender, index) => index)
    for (const index of round % 2 === 0 ? order : order.reverse()) {
      const contender = contenders[index]
      if (contender === undefined) continue
      await sample(contender, heatMs)
      collectGarbage({ type: 'minor' })
      const before = spin()
      const us = await sample(contender, sampleMs)
      const spinUs = (before + spin()) / 2
      bestSpinUs = Math.min(bestSpinUs, before, spinUs)
      raw[index]?.push({ us, spinUs })
    }
  }
  return new Map(
    contenders.map(({ name }, index) => [
      name,
      { us: (raw[index] ?? []).map(({ us, spinUs }) => (us * bestSpinUs) / spinUs) },
    ]),
  )
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN
}

/** The median of the ratios of the same round, and the smallest and largest. */
export function ratioOf(
  measured: Measured,
  baseline: Measured,
): { readonly median: number; readonly text: string } {
  const ratios = measured.us.map((us, round) => us / (baseline.us[round] ?? NaN)).sort((a, b) => a - b)
  const middle = median(ratios)
  const [least = NaN] = ratios
  return {
    median: middle,
    text: `${middle.toFixed(2)}× [${least.toFixed(2)}..${(ratios.at(-1) ?? NaN).toFixed(2)}]`,
  }
}

export { collectGarbage }
