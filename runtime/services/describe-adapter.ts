/** What an adapter is, read from its files. */
import { adapterId, countParameters, hashAdapter } from '../adapters/canonical-adapter.ts'
import { parsePeft } from '../adapters/peft.ts'
import { failure } from '../core/errors/failure.ts'
import type { AdapterSummary } from '../core/wire/banks.ts'

/** @throws ADAPTER_INVALID, SAFETENSORS_INVALID, or ADAPTER_WRONG_BASE when it was made for another model than `base` */
export function describeAdapter(
  name: string,
  files: { readonly config: Uint8Array; readonly weights: Uint8Array },
  base: string,
): Omit<AdapterSummary, 'training'> {
  const adapter = parsePeft(files)
  if (adapter.base !== base) throw failure('ADAPTER_WRONG_BASE', { base: adapter.base, expected: base })
  const sha256 = hashAdapter(adapter)
  return {
    id: adapterId(name, sha256),
    name,
    sha256,
    base,
    rank: adapter.rank,
    alpha: adapter.alpha,
    targetModules: [...adapter.modules.keys()],
    parameters: countParameters(adapter),
    bytes: files.config.length + files.weights.length,
    createdAt: new Date().toISOString(),
  }
}
