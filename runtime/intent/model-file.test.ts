import { beforeAll, describe, expect, it } from 'vitest'
import { intentFileVersion, loadIntentModel, parseIntentModel, serialiseIntentModel } from './model-file.ts'
import { trainIntentModel } from './train-intent-model.ts'

const texts = {
  refund: ['refund my ticket', 'money back please', 'cancel and repay the fare'],
  luggage: ['two suitcases', 'can I bring my dog', 'bicycle on the train'],
  退票: ['我要退票', '怎么退款', '退票手续费'],
}

let file: Uint8Array
beforeAll(async () => {
  const rows = Object.entries(texts).flatMap(([intent, own]) => own.map((text) => ({ text, intent })))
  file = serialiseIntentModel((await trainIntentModel(rows)).parts)
})

const read = (bytes: Uint8Array) => parseIntentModel(bytes, 'desk', 'models/desk.bin')

describe('the file of an intent model', () => {
  it('round-trips to the same bytes and the same predictions', () => {
    const model = read(file)
    expect(serialiseIntentModel(model.parts)).toEqual(file)
    expect(model.labels).toEqual(['luggage', 'refund', '退票'])
    expect(model.predict('退票').label).toBe('退票')
    expect(read(serialiseIntentModel(model.parts)).predict('a dog')).toEqual(model.predict('a dog'))
  })

  it('can be read by and by, and says how far that is', async () => {
    const { parts } = read(file)
    // Larger than one step, both in bytes and in features.
    const features = 50_000
    const columns = [
      new Map(Array.from({ length: features }, (_, i) => [i, i])),
      new Map(Array.from({ length: features }, (_, i) => [i, features + i])),
    ] as const
    const large = serialiseIntentModel({
      ...parts,
      dictionary: { ...parts.dictionary, columns, idf: new Float32Array(2 * features).fill(1) },
      weights: {
        scales: new Float32Array(2 * features + 1).fill(1),
        quantised: new Int8Array((2 * features + 1) * parts.labels.length),
      },
    })
    const shares: number[] = []
    const model = await loadIntentModel(large, 'desk', 'models/desk.bin', (share) => shares.push(share))
    const whole = read(large)
    expect(model.version).toBe(whole.version)
    expect(model.predict('a dog')).toEqual(whole.predict('a dog'))
    expect(shares.length).toBeGreaterThan(5)
    expect(shares).toEqual(shares.toSorted((a, b) => a - b))
    expect([shares[0], Math.max(...shares) <= 1]).toEqual([expect.closeTo(0, 3), true])
    await expect(
      loadIntentModel(large.subarray(0, -1), 'desk', 'models/desk.bin', () => undefined),
    ).rejects.toMatchObject({ code: 'INTENT_MODEL_DAMAGED' })
  })

  it('is named by what it holds', () => {
    expect(read(file).version).toMatch(/^desk@[0-9a-f]{12}$/)
    const { parts } = read(file)
    const other = serialiseIntentModel({ ...parts, scope: { ...parts.scope, outOfScopeBelow: 1 } })
    expect(read(other).version).not.toBe(read(file).version)
  })

  it('can be read from the middle of a larger buffer', () => {
    const larger = new Uint8Array(file.length + 7)
    larger.set(file, 3)
    expect(read(larger.subarray(3, 3 + file.length)).predict('a dog')).toEqual(read(file).predict('a dog'))
  })

  it('is refused with one flipped bit, wherever it is', () => {
    for (const place of [0, 20, 60, Math.floor(file.length / 2), file.length - 1]) {
      const broken = file.slice()
      broken[place] = (broken[place] ?? 0) ^ 1
      expect(() => read(broken), `byte ${place}`).toThrow(
        expect.objectContaining({
          code: 'INTENT_MODEL_DAMAGED',
          params: expect.objectContaining({ source: 'models/desk.bin' }) as unknown,
        }),
      )
    }
  })

  it('is refused cut off, empty, or when it is another kind of file', () => {
    const others = [
      file.subarray(0, file.length - 4),
      file.subarray(0, 40),
      new Uint8Array(),
      new TextEncoder().encode('{"labels": []}'),
    ]
    for (const bytes of others)
      expect(() => read(bytes)).toThrow(expect.objectContaining({ code: 'INTENT_MODEL_DAMAGED' }))
  })

  it('says so when a newer Signalbox wrote it', () => {
    const newer = file.slice()
    new DataView(newer.buffer).setUint32(8, intentFileVersion + 1, true)
    expect(() => read(newer)).toThrow(
      expect.objectContaining({
        code: 'INTENT_MODEL_NEWER',
        params: { source: 'models/desk.bin', version: intentFileVersion + 1, supported: intentFileVersion },
      }),
    )
  })
})
