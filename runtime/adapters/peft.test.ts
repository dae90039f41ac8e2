import { describe, expect, it } from 'vitest'
import type { CanonicalAdapter } from './canonical-adapter.ts'
import { adapterId, countParameters, hashAdapter } from './canonical-adapter.ts'
import { parsePeft, writePeft } from './peft.ts'

const adapter: CanonicalAdapter = {
  base: 'some-base',
  rank: 2,
  alpha: 4,
  scale: 2,
  modules: new Map([
    [
      'scorer',
      {
        rank: 2,
        inputs: 3,
        outputs: 2,
        a: Float32Array.of(1, 2, 3, 4, 5, 6),
        b: Float32Array.of(0.5, 0, -0.5, 1),
      },
    ],
  ]),
}

const edit = (changes: Record<string, unknown>) => {
  const { config, weights } = writePeft(adapter)
  const old: unknown = JSON.parse(new TextDecoder().decode(config))
  return { config: new TextEncoder().encode(JSON.stringify({ ...Object(old), ...changes })), weights }
}

describe('an adapter in the files of PEFT', () => {
  it('comes back as it was written, with the same bytes and the same hash', () => {
    const files = writePeft(adapter)
    const read = parsePeft(files)
    expect(read).toEqual(adapter)
    expect(writePeft(read)).toEqual(files)
    expect(hashAdapter(read)).toBe(hashAdapter(adapter))
    expect(countParameters(read)).toBe(10)
  })

  it('names tensors and settings as PEFT does', () => {
    const { config, weights } = writePeft(adapter)
    expect(JSON.parse(new TextDecoder().decode(config))).toMatchObject({
      peft_type: 'LORA',
      r: 2,
      lora_alpha: 4,
      target_modules: ['scorer'],
      base_model_name_or_path: 'some-base',
    })
    expect(new TextDecoder().decode(weights)).toContain('"base_model.model.scorer.lora_A.weight"')
  })

  it('scales by alpha over the root of the rank where it is rank-stabilised', () => {
    const { scale } = parsePeft(edit({ use_rslora: true }))
    expect(scale).toBeCloseTo(4 / Math.sqrt(2), 12)
    const written = writePeft({ ...adapter, scale })
    expect(parsePeft(written).scale).toBeCloseTo(scale, 12)
  })

  it('has a hash that every weight, the scale and the base change', () => {
    const update = adapter.modules.get('scorer')
    if (update === undefined) throw new Error('the adapter above has that module')
    const changed = new Map([['scorer', { ...update, b: Float32Array.of(0.5, 0, -0.5, 1.0000001) }]])
    const hashes = [
      adapter,
      { ...adapter, base: 'other' },
      { ...adapter, scale: 1 },
      { ...adapter, modules: changed },
    ].map(hashAdapter)
    expect(new Set(hashes).size).toBe(4)
    expect(adapterId('amounts', hashes[0] ?? '')).toMatch(/^amounts@[0-9a-f]{12}$/)
  })

  it.each([
    ['another kind of adapter', { peft_type: 'IA3' }, /peft_type/],
    ['DoRA', { use_dora: true }, /DoRA/],
    ['another rank than its weights', { r: 3 }, /has rank 2 and 2; adapter_config.json says 3/],
    ['rank 0', { r: 0 }, /adapter_config.json: r/],
    ['a negative alpha', { lora_alpha: -1 }, /lora_alpha/],
    ['an alpha of its own for a module', { alpha_pattern: { scorer: 8 } }, /alpha_pattern/],
    ['a rank of its own for a module', { rank_pattern: { '.*': 2 } }, /rank_pattern/],
  ])('with %s is refused', (_what, changes, reason) => {
    expect(() => parsePeft(edit(changes))).toThrow(reason)
    expect(() => parsePeft(edit(changes))).toThrow(expect.objectContaining({ code: 'ADAPTER_INVALID' }))
  })

  it.each([
    { alpha_pattern: {}, rank_pattern: {} },
    { alpha_pattern: null, rank_pattern: null },
  ])('is read with %j, as PEFT writes it', (changes) => {
    expect(parsePeft(edit(changes))).toEqual(adapter)
  })

  it('is refused when its settings are no JSON, or weights of a pair are missing', () => {
    const { config, weights } = writePeft(adapter)
    expect(() => parsePeft({ config: config.slice(0, 20), weights })).toThrow(/not JSON/)
    expect(() => parsePeft({ config: new Uint8Array(1_000_001), weights })).toThrow(/too large/)
    const renamed = new TextDecoder('latin1').decode(weights).replace('lora_B', 'lora_C')
    const orphan = Uint8Array.from(renamed, (character) => character.charCodeAt(0))
    expect(() => parsePeft({ config, weights: orphan })).toThrow(/lora_A but no lora_B/)
  })
})
