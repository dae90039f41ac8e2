/** Adapters of random weights: for drivers and banks, where what they answer does not matter. */
import { adapterId, hashAdapter } from '../adapters/canonical-adapter.ts'
import { parsePeft, writePeft } from '../adapters/peft.ts'
import { createRandom } from '../core/random.ts'
import type { AdapterFiles } from '../core/services/backends.ts'

export interface AdapterShape {
  /** Name of the base model. */
  readonly base: string
  readonly module: string
  readonly inputs: number
  readonly outputs: number
  /** @default 2 */
  readonly rank?: number
}

/** The same seed gives the same files; `scale` 0 gives an adapter without effect. */
export function makeAdapterFiles(name: string, shape: AdapterShape, seed: number, scale = 1): AdapterFiles {
  const { base, module, inputs, outputs, rank = 2 } = shape
  const random = createRandom(seed)
  const fill = (length: number) => Float32Array.from({ length }, () => (random.next() * 2 - 1) * scale)
  const update = { rank, inputs, outputs, a: fill(rank * inputs), b: fill(rank * outputs) }
  const files = writePeft({ base, rank, alpha: rank, scale: 1, modules: new Map([[module, update]]) })
  return { id: adapterId(name, hashAdapter(parsePeft(files))), ...files }
}
