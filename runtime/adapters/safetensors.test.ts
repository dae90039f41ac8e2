import { describe, expect, it } from 'vitest'
import { parseSafetensors, serialiseSafetensors } from './safetensors.ts'

const tensors = new Map([
  ['b', { shape: [2, 1], data: Float32Array.of(0.5, -0.25) }],
  ['a', { shape: [1, 3], data: Float32Array.of(1, 2, 3) }],
])

/** A file with this header and this many zero bytes of data. */
function fileOf(header: unknown, dataBytes: number): Uint8Array {
  const json = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header))
  const file = new Uint8Array(8 + json.length + dataBytes)
  new DataView(file.buffer).setBigUint64(0, BigInt(json.length), true)
  file.set(json, 8)
  return file
}

const read = (header: unknown, dataBytes: number) => () => parseSafetensors(fileOf(header, dataBytes))
const f32 = (shape: number[], start: number, end: number) => ({
  dtype: 'F32',
  shape,
  data_offsets: [start, end],
})

describe('safetensors', () => {
  it('come back as they were written, whatever order they were given in', () => {
    const file = serialiseSafetensors(tensors)
    expect(parseSafetensors(file)).toEqual(tensors)
    expect(serialiseSafetensors(new Map([...tensors].reverse()))).toEqual(file)
  })

  it('may carry metadata, and a file that is a view into a larger buffer', () => {
    const file = fileOf({ __metadata__: { format: 'pt' }, a: f32([1], 0, 4) }, 4)
    const larger = new Uint8Array(file.length + 3)
    larger.set(file, 3)
    expect(parseSafetensors(larger.subarray(3)).get('a')?.data).toEqual(Float32Array.of(0))
  })

  it('are refused when the header claims more than the file holds, before anything is allocated', () => {
    const huge = new Uint8Array(16)
    new DataView(huge.buffer).setBigUint64(0, 2n ** 62n, true)
    expect(() => parseSafetensors(huge)).toThrow(/header claims 4611686018427387904 bytes/)
    new DataView(huge.buffer).setBigUint64(0, 64n, true)
    expect(() => parseSafetensors(huge)).toThrow(/header is cut off/)
    expect(() => parseSafetensors(new Uint8Array(7))).toThrow(/shorter than its first field/)
    expect(read({ a: f32([100_000, 100_000], 0, 4) }, 4)).toThrow(/too many elements/)
  })

  it.each([
    ['text that is not JSON', '{"a":', 0, /header is not JSON/],
    ['a list', '[]', 0, /header is not JSON/],
    ['another type', { a: { ...f32([1], 0, 4), dtype: 'F64' } }, 4, /type F64; F32, F16, BF16 are read/],
    ['a type by the name of a method', { a: { ...f32([1], 0, 4), dtype: 'toString' } }, 4, /type toString/],
    ['half as many bytes as its type has', { a: { ...f32([2], 0, 4), dtype: 'F32' } }, 4, /4 bytes for 2/],
    ['twice as many', { a: { ...f32([1], 0, 4), dtype: 'BF16' } }, 4, /4 bytes for 1 elements/],
    ['a negative size', { a: f32([-1], 0, 4) }, 4, /not described as a tensor/],
    ['a tensor beyond the file', { a: f32([2], 0, 8) }, 4, /ends beyond the file/],
    ['a shape that does not fit its bytes', { a: f32([2], 0, 4) }, 4, /4 bytes for 2 elements/],
    ['overlapping tensors', { a: f32([2], 0, 8), b: f32([1], 4, 8) }, 8, /overlaps/],
    ['a hole', { a: f32([1], 0, 4), b: f32([1], 8, 12) }, 12, /leaves a hole/],
    ['bytes after the last tensor', { a: f32([1], 0, 4) }, 8, /4 bytes follow/],
    [
      'the same name twice',
      '{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}',
      4,
      /occurs twice/,
    ],
  ] as const)('with %s are refused', (_what, header, dataBytes, reason) => {
    expect(read(header, dataBytes)).toThrow(reason)
    expect(read(header, dataBytes)).toThrow(expect.objectContaining({ code: 'SAFETENSORS_INVALID' }))
  })

  it('with a value that is not finite are refused', () => {
    const file = serialiseSafetensors(new Map([['a', { shape: [1], data: Float32Array.of(Number.NaN) }]]))
    expect(() => parseSafetensors(file)).toThrow(/not finite/)
  })

  /** One tensor of these 16 bits each, behind one of 2 bytes so that it does not begin at a multiple of 4. */
  const sixteen = (dtype: 'F16' | 'BF16', bits: readonly number[]) => {
    const end = 2 + bits.length * 2
    const header = {
      a: { dtype, shape: [1], data_offsets: [0, 2] },
      b: { dtype, shape: [bits.length], data_offsets: [2, end] },
    }
    const file = fileOf(header, end)
    const view = new DataView(file.buffer, file.length - end)
    for (const [i, one] of bits.entries()) view.setUint16(2 + i * 2, one, true)
    return file
  }

  it('with floats of 16 bits are read to the exact value, the smallest ones too', () => {
    const half = [
      [0x0000, 0],
      [0x8000, -0],
      [0x3c00, 1],
      [0xc000, -2],
      [0x3555, 0.333251953125],
      [0x7bff, 65_504],
      [0x0400, 2 ** -14],
      [0x03ff, 2 ** -14 - 2 ** -24],
      [0x0001, 2 ** -24],
      [0x8001, -(2 ** -24)],
    ] as const
    const upper = [
      [0x0000, 0],
      [0x8000, -0],
      [0x3f80, 1],
      [0xc000, -2],
      [0x3eab, 0.333984375],
      [0x7f7f, 2 ** 127 * (2 - 2 ** -7)],
      [0x0080, 2 ** -126],
      [0x0001, 2 ** -133],
    ] as const
    for (const [dtype, cases] of [['F16', half] as const, ['BF16', upper] as const]) {
      const read = parseSafetensors(
        sixteen(
          dtype,
          cases.map(([bits]) => bits),
        ),
      ).get('b')
      expect([...(read?.data ?? [])]).toEqual(cases.map(([, value]) => value))
      expect(read?.shape).toEqual([cases.length])
    }
  })

  it('of every value that 16 bits can have are read as the arithmetic says', () => {
    const all = Array.from({ length: 0x10000 }, (_, bits) => bits).filter(
      (bits) => (bits & 0x7c00) !== 0x7c00,
    )
    const read = parseSafetensors(sixteen('F16', all)).get('b')?.data ?? []
    expect(read).toHaveLength(63_488)
    const wrong = all.filter((bits, i) => {
      const [exponent, fraction] = [(bits >> 10) & 0x1f, bits & 0x3ff]
      const size = exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1_024) * 2 ** (exponent - 15)
      return !Object.is(read[i], bits & 0x8000 ? -size : size)
    })
    expect(wrong).toEqual([])
  })

  it.each([
    ['F16', 0x7c00],
    ['F16', 0xfc00],
    ['F16', 0x7e00],
    ['BF16', 0x7f80],
    ['BF16', 0xff80],
    ['BF16', 0x7fc0],
  ] as const)('of type %s with the bits %i, which are not finite, are refused', (dtype, bits) => {
    expect(() => parseSafetensors(sixteen(dtype, [0x3c00, bits]))).toThrow(
      /"b" holds a value that is not finite/,
    )
  })

  it('are read alike from a Buffer, which may lie anywhere in a larger one', () => {
    const file = serialiseSafetensors(tensors)
    for (const shift of [0, 1, 2, 3, 8]) {
      const buffer = Buffer.concat([Buffer.alloc(shift, 0xff), file]).subarray(shift)
      expect(parseSafetensors(buffer)).toEqual(tensors)
    }
  })
})
