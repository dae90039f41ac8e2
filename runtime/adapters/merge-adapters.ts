/** One adapter made of several: the weighted sum of their updates, without loss. */
import { failure } from '../core/errors/failure.ts'
import type { CanonicalAdapter, LowRankUpdate } from './canonical-adapter.ts'

export interface WeightedAdapter {
  readonly adapter: CanonicalAdapter
  readonly weight: number
}

/**
 * Σ wᵢ sᵢ Bᵢ Aᵢ as one update of rank Σ rᵢ: the factors stand side by side, each B scaled, so that nothing is approximated (`cat` of
 * PEFT's `add_weighted_adapter`). A module that only some of the adapters have is updated by these alone.
 *
 * @throws ADAPTER_INVALID for no adapters, and where a module differs in size; ADAPTER_WRONG_BASE
 */
export function mergeAdapters(parts: readonly WeightedAdapter[]): CanonicalAdapter {
  const [first] = parts
  if (first === undefined) throw failure('ADAPTER_INVALID', { reason: 'nothing to merge' })
  const { base } = first.adapter
  const rank = parts.reduce((sum, { adapter }) => sum + adapter.rank, 0)
  const modules = new Map<string, LowRankUpdate>()
  let offset = 0
  for (const { adapter, weight } of parts) {
    if (adapter.base !== base) throw failure('ADAPTER_WRONG_BASE', { base: adapter.base, expected: base })
    for (const [name, update] of adapter.modules) {
      const merged = modules.get(name) ?? emptyUpdate(update, rank)
      if (merged.inputs !== update.inputs || merged.outputs !== update.outputs)
        throw failure('ADAPTER_INVALID', {
          reason: `module "${name}" differs in size from one adapter to the next`,
        })
      modules.set(name, merged)
      putBeside(merged, update, { offset, factor: weight * adapter.scale })
    }
    offset += adapter.rank
  }
  return { base, rank, alpha: rank, scale: 1, modules }
}

function emptyUpdate({ inputs, outputs }: LowRankUpdate, rank: number): LowRankUpdate {
  return { rank, inputs, outputs, a: new Float32Array(rank * inputs), b: new Float32Array(outputs * rank) }
}

/** Rows of A from `offset` on, and the same columns of B. */
function putBeside(
  merged: LowRankUpdate,
  { rank, outputs, inputs, a, b }: LowRankUpdate,
  { offset, factor }: { readonly offset: number; readonly factor: number },
): void {
  merged.a.set(a, offset * inputs)
  for (let output = 0; output < outputs; output += 1) {
    for (let r = 0; r < rank; r += 1)
      merged.b[output * merged.rank + offset + r] = factor * (b[output * rank + r] ?? 0)
  }
}
