/** Where the time of a request went, in ms along its critical path: the parts add up to its wall time to 0.1 ms. */
export interface LatencyParts {
  /** In the nodes' own work. */
  readonly node: number
  /** Waiting for a place. */
  readonly queue: number
  /** In the engine, between nodes. */
  readonly engine: number
  /** Waiting for an adapter to be loaded. */
  readonly load: number
}

/** One column for each part, in ms, one place a request. */
export type LatencyPartColumns = { readonly [Part in keyof LatencyParts]: ArrayLike<number> }

/**
 * Mean of each part over the given requests, in ms, 0 or more. A mean, unlike a quantile, keeps the parts adding up to the mean wall time.
 *
 * @param places of requests that were timed, each with a finite number in every column
 * @returns null for no requests
 */
export function meanLatencyParts(
  { node, queue, engine, load }: LatencyPartColumns,
  places: ArrayLike<number>,
): LatencyParts | null {
  if (places.length === 0) return null
  const meanOf = (column: ArrayLike<number>): number => {
    let sum = 0
    for (let i = 0; i < places.length; i += 1) sum += column[places[i] ?? -1] ?? 0
    return sum / places.length
  }
  return { node: meanOf(node), queue: meanOf(queue), engine: meanOf(engine), load: meanOf(load) }
}
