/** `adapter inspect`: what a PEFT folder holds, in canonical form. */
import { readFile } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import type { CanonicalAdapter } from '../../adapters/canonical-adapter.ts'
import { adapterId, countParameters, hashAdapter } from '../../adapters/canonical-adapter.ts'
import { parsePeft } from '../../adapters/peft.ts'
import { failure } from '../../core/errors/failure.ts'

export interface AdapterDescription {
  /** `name@sha12`; the name is that of the folder. */
  readonly id: string
  readonly sha256: string
  readonly base: string
  readonly rank: number
  readonly alpha: number
  readonly scale: number
  readonly targets: readonly {
    readonly module: string
    readonly inputs: number
    readonly outputs: number
  }[]
  readonly parameters: number
  readonly bytes: number
  readonly format: 'peft'
  readonly warnings: readonly string[]
}

/** @throws FILE_UNREADABLE, ADAPTER_INVALID or SAFETENSORS_INVALID */
export async function inspectAdapter(folder: string): Promise<AdapterDescription> {
  const [config, weights] = await Promise.all([
    readBytes(join(folder, 'adapter_config.json')),
    readBytes(join(folder, 'adapter_model.safetensors')),
  ])
  const adapter = parsePeft({ config, weights })
  const sha256 = hashAdapter(adapter)
  return {
    id: adapterId(basename(resolve(folder)), sha256),
    sha256,
    base: adapter.base,
    rank: adapter.rank,
    alpha: adapter.alpha,
    scale: adapter.scale,
    targets: [...adapter.modules].map(([module, { inputs, outputs }]) => ({ module, inputs, outputs })),
    parameters: countParameters(adapter),
    bytes: config.length + weights.length,
    format: 'peft',
    warnings: findWarnings(adapter),
  }
}

function findWarnings(adapter: CanonicalAdapter): string[] {
  return [...adapter.modules].flatMap(([module, { a, b, rank, inputs, outputs }]) => [
    ...(a.every((value) => value === 0) || b.every((value) => value === 0)
      ? [`Module "${module}" has no effect: one of its matrices is zero.`]
      : []),
    ...(rank > Math.min(inputs, outputs)
      ? [`Module "${module}" has rank ${rank}, more than the layer of ${outputs} × ${inputs} can use.`]
      : []),
  ])
}

async function readBytes(file: string): Promise<Uint8Array> {
  try {
    return new Uint8Array(await readFile(file))
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw failure('FILE_UNREADABLE', { file, reason }, { cause })
  }
}
