/**
 * The order of an experiment. Rows are taken in seeded order; each is a block of all its cells (variants, arms, repetitions) in
 * an order drawn for that block alone, so that whatever drifts while it runs strikes all variants alike (a randomised block
 * design: R. A. Fisher, The Design of Experiments, 1935). The order depends on nothing but the seed and the numbers of rows,
 * variants, arms and repetitions: after an interruption it is the same again.
 */
import { createRandom } from '../../core/random.ts'
import type { CellPlace } from '../../core/stores/stores.ts'

/** One cell of any row. */
export interface CellShape {
  readonly variant: number
  readonly repetition: number
  readonly arm: number
}

export interface ExperimentPlan {
  readonly seed: number
  /** Positions of rows in the order in which they are run. */
  readonly order: Int32Array
  /** In the order of variants, repetitions, arms. */
  readonly shapes: readonly CellShape[]
}

export interface PlanSize {
  readonly rows: number
  /** Number of arms by variant, each at least 1. */
  readonly arms: readonly number[]
  readonly repetitions: number
  readonly seed: number
}

export function planExperiment({ rows, arms, repetitions, seed }: PlanSize): ExperimentPlan {
  const shapes = arms.flatMap((count, variant) =>
    Array.from({ length: repetitions }, (_, repetition) =>
      Array.from({ length: count }, (_arm, arm) => ({ variant, repetition, arm })),
    ).flat(),
  )
  return { seed, order: drawOrder(rows, seed), shapes }
}

/** Positions from 0 to `count` in an order drawn by the seed. */
export function drawOrder(count: number, seed: number): Int32Array {
  const order = Int32Array.from({ length: count }, (_, position) => position)
  createRandom(seed).shuffle(order)
  return order
}

/** The shapes of the block at `step`, in the order in which they are run. */
export function drawBlock({ seed, shapes }: ExperimentPlan, step: number): CellShape[] {
  const block = [...shapes]
  // Spread over the seeds, so that neighbouring steps of neighbouring experiments have nothing in common.
  createRandom(Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(step + 1, 0x85ebca6b)).shuffle(block)
  return block
}

/** Which cells are there already, a bit for each. */
export class TakenPlaces {
  readonly #shapes: ReadonlyMap<string, number>
  readonly #perRow: number
  readonly #bits: Uint8Array
  #count = 0

  constructor({ order, shapes }: ExperimentPlan) {
    this.#shapes = new Map(shapes.map((shape, index) => [keyOf(shape), index]))
    this.#perRow = shapes.length
    this.#bits = new Uint8Array(Math.ceil((order.length * shapes.length) / 8))
  }

  get count(): number {
    return this.#count
  }

  /** @param places row, variant, repetition and arm of one cell after those of another */
  addAll(places: Int32Array): void {
    for (let index = 0; index < places.length; index += 4) {
      const [row = 0, variant = 0, repetition = 0, arm = 0] = places.subarray(index, index + 4)
      this.add({ row, variant, repetition, arm })
    }
  }

  add(place: CellPlace): void {
    const bit = this.#bitOf(place)
    if (bit < 0 || this.#has(bit)) return
    this.#bits[bit >> 3] = (this.#bits[bit >> 3] ?? 0) | (1 << (bit & 7))
    this.#count += 1
  }

  has(place: CellPlace): boolean {
    const bit = this.#bitOf(place)
    return bit >= 0 && this.#has(bit)
  }

  #has(bit: number): boolean {
    return ((this.#bits[bit >> 3] ?? 0) & (1 << (bit & 7))) !== 0
  }

  #bitOf(place: CellPlace): number {
    const shape = this.#shapes.get(keyOf(place))
    return shape === undefined ? -1 : place.row * this.#perRow + shape
  }
}

const keyOf = ({ variant, repetition, arm }: CellShape) => `${variant} ${repetition} ${arm}`
