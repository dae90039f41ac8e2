import { createRandomWords } from './random-words.ts'
import type { Pairs } from './refuse-arguments.ts'
import { differencesOf, requireArgument, requirePairs } from './refuse-arguments.ts'

export interface PermutationOptions {
  /** Drawn at random where there are too many to try all. @default 20,000 */
  readonly permutations?: number
  /** @default 1 */
  readonly seed?: number
}

/** All signs of so many differing pairs are tried, 131,072 at most. */
const exactLimit = 17

/** Differences nearer than this share of the observed one count as equal, as in SciPy: rounding must not break ties. */
const tolerance = 1e-14

/**
 * Two-sided p value of the paired permutation test of the mean difference: were both variants alike, each difference could as well
 * have the other sign. Exact for up to 17 pairs that differ; beyond, random signs with the sample itself counted as one of them
 * (Phipson and Smyth, "Permutation p-values should never be zero", SAGMB 9, 2010). Source: R. A. Fisher, The Design of Experiments
 * (1935), section 21.
 *
 * @returns 1 for no pairs, and where no pair differs
 * @throws STATISTIC_PAIRS_UNEQUAL, STATISTIC_NOT_A_NUMBER, STATISTIC_ARGUMENT_INVALID
 */
export function pairedPermutation(
  pairs: Pairs,
  { permutations = 20_000, seed = 1 }: PermutationOptions = {},
): number {
  requirePairs('pairedPermutation', pairs)
  requireArgument(Number.isInteger(permutations) && permutations >= 100 && permutations <= 10_000_000, {
    statistic: 'pairedPermutation',
    argument: 'permutations',
    wanted: '100–10000000',
    given: permutations,
  })
  const differences = differencesOf(pairs).filter((difference) => difference !== 0)
  if (differences.length === 0) return 1
  const observed = Math.abs(sumOf(differences))
  const least = observed - tolerance * observed
  return differences.length <= exactLimit
    ? tryAllSigns(differences, least)
    : tryRandomSigns(differences, least, { permutations, seed })
}

/** The sum under opposite signs is as extreme, so that half of all combinations suffices. */
function tryAllSigns(differences: Float64Array, least: number): number {
  const combinations = 2 ** (differences.length - 1)
  const sums = chunkSums(differences)
  let extreme = 0
  for (let signs = 0; signs < combinations; signs += 1)
    if (Math.abs(signedSum(sums, signs)) >= least) extreme += 1
  return extreme / combinations
}

function tryRandomSigns(
  differences: Float64Array,
  least: number,
  { permutations, seed }: Required<PermutationOptions>,
): number {
  const drawWords = createRandomWords(seed)
  const sums = chunkSums(differences)
  const words = new Int32Array(Math.ceil(sums.length / 4))
  let extreme = 1
  for (let permutation = 0; permutation < permutations; permutation += 1) {
    drawWords(words)
    let sum = 0
    for (let chunk = 0; chunk < sums.length; chunk += 1)
      sum += sums[chunk]?.[((words[chunk >>> 2] ?? 0) >>> ((chunk & 3) * 8)) & 255] ?? 0
    if (Math.abs(sum) >= least) extreme += 1
  }
  return extreme / (permutations + 1)
}

/**
 * For eight differences at a time their sum under each of the 256 combinations of signs; each follows from the one with its lowest
 * sign turned back.
 */
function chunkSums(differences: Float64Array): readonly Float64Array[] {
  return Array.from({ length: Math.ceil(differences.length / 8) }, (_, chunk) => {
    const part = differences.subarray(chunk * 8, chunk * 8 + 8)
    const sums = new Float64Array(256)
    for (const difference of part) sums[0] = (sums[0] ?? 0) + difference
    for (let signs = 1; signs < 256; signs += 1) {
      const lowest = 31 - Math.clz32(signs & -signs)
      sums[signs] = (sums[signs & (signs - 1)] ?? 0) - 2 * (part[lowest] ?? 0)
    }
    return sums
  })
}

function signedSum(sums: readonly Float64Array[], signs: number): number {
  return sums.reduce((sum, chunk, i) => sum + (chunk[(signs >>> (8 * i)) & 255] ?? 0), 0)
}

function sumOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0)
}
