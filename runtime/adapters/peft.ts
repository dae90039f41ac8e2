/** PEFT's two files: `adapter_config.json` and `adapter_model.safetensors`. */
import { z } from 'zod'
import { failure } from '../core/errors/failure.ts'
import type { CanonicalAdapter, LowRankUpdate } from './canonical-adapter.ts'
import type { Tensor } from './safetensors.ts'
import { parseSafetensors, serialiseSafetensors } from './safetensors.ts'

export interface PeftFiles {
  readonly config: Uint8Array
  readonly weights: Uint8Array
}

const configSchema = z.looseObject({
  peft_type: z.literal('LORA'),
  base_model_name_or_path: z.string().min(1).max(400),
  r: z.int().min(1).max(1_024),
  lora_alpha: z.number().positive().max(100_000),
  target_modules: z.union([z.array(z.string()), z.string()]),
  use_rslora: z.boolean().default(false),
  use_dora: z.boolean().default(false),
  /** Another rank or alpha for some modules: engines leave them out or read them each in its own way. */
  rank_pattern: z.record(z.string(), z.number()).nullish(),
  alpha_pattern: z.record(z.string(), z.number()).nullish(),
})

const prefix = 'base_model.model.'
const maxConfigBytes = 1_000_000

const invalid = (reason: string) => failure('ADAPTER_INVALID', { reason })

/** @throws ADAPTER_INVALID or SAFETENSORS_INVALID */
export function parsePeft({ config: configBytes, weights }: PeftFiles): CanonicalAdapter {
  const config = parseConfig(configBytes)
  if (config.use_dora) throw invalid('DoRA is not a plain low-rank update')
  for (const pattern of ['rank_pattern', 'alpha_pattern'] as const) {
    if (Object.keys(config[pattern] ?? {}).length > 0)
      throw invalid(`adapter_config.json: with ${pattern} modules differ in what engines do not read alike`)
  }
  const tensors = parseSafetensors(weights)
  const modules = new Map<string, LowRankUpdate>()
  for (const [name, a] of tensors) {
    const module = /^base_model\.model\.(.+)\.lora_A\.weight$/.exec(name)?.[1]
    if (module === undefined) continue
    const b = tensors.get(`${prefix}${module}.lora_B.weight`)
    if (b === undefined) throw invalid(`module "${module}" has lora_A but no lora_B`)
    modules.set(module, toUpdate(module, a, b, config.r))
  }
  if (modules.size === 0) throw invalid('it holds no lora_A weights')
  if (modules.size * 2 !== tensors.size) throw invalid('it holds tensors that belong to no low-rank pair')
  return {
    base: config.base_model_name_or_path,
    rank: config.r,
    alpha: config.lora_alpha,
    scale: config.lora_alpha / (config.use_rslora ? Math.sqrt(config.r) : config.r),
    modules,
  }
}

function parseConfig(bytes: Uint8Array): z.output<typeof configSchema> {
  if (bytes.length > maxConfigBytes) throw invalid('adapter_config.json is too large')
  let json: unknown
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw invalid('adapter_config.json is not JSON')
  }
  const parsed = configSchema.safeParse(json)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw invalid(`adapter_config.json: ${issue?.path.map(String).join('.') ?? ''} ${issue?.message ?? ''}`)
}

function toUpdate(module: string, a: Tensor, b: Tensor, rank: number): LowRankUpdate {
  const [rankOfA = 0, inputs = 0] = a.shape
  const [outputs = 0, rankOfB = 0] = b.shape
  if (a.shape.length !== 2 || b.shape.length !== 2) throw invalid(`module "${module}" is not a matrix`)
  if (rankOfA !== rank || rankOfB !== rank) {
    throw invalid(`module "${module}" has rank ${rankOfA} and ${rankOfB}; adapter_config.json says ${rank}`)
  }
  return { rank, inputs, outputs, a: a.data, b: b.data }
}

/** The same adapter gives the same bytes. */
export function writePeft(adapter: CanonicalAdapter): PeftFiles {
  const tensors = new Map<string, Tensor>()
  for (const [module, { rank, inputs, outputs, a, b }] of adapter.modules) {
    tensors.set(`${prefix}${module}.lora_A.weight`, { shape: [rank, inputs], data: a })
    tensors.set(`${prefix}${module}.lora_B.weight`, { shape: [outputs, rank], data: b })
  }
  const config = {
    base_model_name_or_path: adapter.base,
    bias: 'none',
    fan_in_fan_out: false,
    inference_mode: true,
    lora_alpha: adapter.alpha,
    lora_dropout: 0,
    peft_type: 'LORA',
    r: adapter.rank,
    target_modules: [...adapter.modules.keys()].sort(),
    task_type: 'QUESTION_ANS',
    use_dora: false,
    use_rslora: adapter.scale !== adapter.alpha / adapter.rank,
  }
  return {
    config: new TextEncoder().encode(`${JSON.stringify(config, null, 2)}\n`),
    weights: serialiseSafetensors(tensors),
  }
}
