/** An adapter in plain low-rank form: for each target module `W + scale · B A`. */
import { canonicalJson, sha256Hex } from '../core/document/content-hash.ts'

/** `a` is `rank × inputs`, `b` is `outputs × rank`, both row-major. */
export interface LowRankUpdate {
  readonly rank: number
  readonly inputs: number
  readonly outputs: number
  readonly a: Float32Array
  readonly b: Float32Array
}

export interface CanonicalAdapter {
  /** Name of the base model. */
  readonly base: string
  readonly rank: number
  readonly alpha: number
  /** `alpha / rank`, or `alpha / √rank` for rank-stabilised adapters (Kalajdzievski 2023). */
  readonly scale: number
  readonly modules: ReadonlyMap<string, LowRankUpdate>
}

/** SHA-256 over base, scale and weights: the same update has the same hash in whatever file it came. */
export function hashAdapter(adapter: CanonicalAdapter): string {
  const modules = [...adapter.modules]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { rank, inputs, outputs, a, b }]) => ({
      name,
      rank,
      inputs,
      outputs,
      a: hashFloats(a),
      b: hashFloats(b),
    }))
  return sha256Hex(canonicalJson({ base: adapter.base, scale: adapter.scale, modules }))
}

function hashFloats(values: Float32Array): string {
  return sha256Hex(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
}

/** `name@sha12`. */
export function adapterId(name: string, sha256: string): string {
  return `${name}@${sha256.slice(0, 12)}`
}

export function countParameters(adapter: CanonicalAdapter): number {
  return [...adapter.modules.values()].reduce((sum, { a, b }) => sum + a.length + b.length, 0)
}
