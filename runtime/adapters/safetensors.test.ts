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
    ['another type', { a: { ...f32([1], 0, 4), dtype: 'F16' } }, 4, /type F16/],
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
})
