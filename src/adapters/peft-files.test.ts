import { describe, expect, it } from 'vitest'
import { mostWeightBytes, pickPeftFiles, toBase64 } from './peft-files.ts'

const file = (name: string, content = 'x') => new File([content], name)

describe('the two files of an adapter', () => {
  it('are told apart by their endings, in any order', () => {
    const weights = file('adapter_model.safetensors')
    const config = file('adapter_config.json')
    expect(pickPeftFiles([weights, config])).toEqual({ config, weights })
  })

  it('are both needed, and no more', () => {
    expect(pickPeftFiles([file('a.safetensors')])).toEqual({ kind: 'config-missing' })
    expect(pickPeftFiles([file('a.json')])).toEqual({ kind: 'weights-missing' })
    expect(pickPeftFiles([file('a.json'), file('b.json')])).toEqual({
      kind: 'too-many',
      files: 'a.json, b.json',
    })
  })

  it('are refused before they are read when the server would not take them', () => {
    const large = file('a.safetensors')
    Object.defineProperty(large, 'size', { value: mostWeightBytes + 1 })
    expect(pickPeftFiles([file('a.json'), large])).toEqual({ kind: 'too-large', bytes: mostWeightBytes + 1 })
  })

  it('become Base64 whatever their length', () => {
    const bytes = Uint8Array.from({ length: 100_001 }, (_, index) => index % 256)
    const text = toBase64(bytes)
    expect(Buffer.from(text, 'base64').equals(Buffer.from(bytes))).toBe(true)
  })
})
