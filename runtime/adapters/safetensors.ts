/**
 * The safetensors container: u64 length of a JSON header, the header, then the data. Floats of 32 and 16 bits are read, and written
 * with 32. Every length is checked against the file before anything is allocated. Source: the format description of
 * huggingface/safetensors.
 */
import { z } from 'zod'
import { failure } from '../core/errors/failure.ts'

export interface Tensor {
  readonly shape: readonly number[]
  readonly data: Float32Array
}

export type Tensors = ReadonlyMap<string, Tensor>

const maxHeaderBytes = 1_000_000
const maxElements = 50_000_000

const tensorSchema = z.strictObject({
  dtype: z.string(),
  shape: z.array(z.int().min(0)).max(8),
  data_offsets: z.tuple([z.int().min(0), z.int().min(0)]),
})

interface FloatType {
  readonly bytes: number
  decode(data: ArrayBuffer): Float32Array
}

const floatTypes: Readonly<Record<string, FloatType>> = {
  F32: { bytes: 4, decode: (data) => new Float32Array(data) },
  F16: { bytes: 2, decode: (data) => widenHalves(new Uint16Array(data)) },
  BF16: { bytes: 2, decode: (data) => widenUpperHalves(new Uint16Array(data)) },
}

/** The upper half of a float of 32 bits. */
function widenUpperHalves(halves: Uint16Array): Float32Array {
  const bits = new Uint32Array(halves.length)
  for (let i = 0; i < halves.length; i += 1) bits[i] = (halves[i] ?? 0) << 16
  return new Float32Array(bits.buffer)
}

/** IEEE 754 binary16: one bit of sign, five of exponent, ten of fraction. By bits, for adapters have tens of millions of them. */
function widenHalves(halves: Uint16Array): Float32Array {
  const bits = new Uint32Array(halves.length)
  const values = new Float32Array(bits.buffer)
  for (let i = 0; i < halves.length; i += 1) {
    const half = halves[i] ?? 0
    const sign = (half & 0x8000) << 16
    const exponent = (half >> 10) & 0x1f
    const fraction = half & 0x3ff
    if (exponent !== 0) {
      // The bias of 15 becomes one of 127; the highest exponent is that of infinities and of what is no number.
      const widened = exponent === 0x1f ? 0xff : exponent + 112
      bits[i] = sign | (widened << 23) | (fraction << 13)
    } else if (fraction === 0) bits[i] = sign
    else values[i] = (sign === 0 ? 1 : -1) * fraction * 2 ** -24
  }
  return values
}

const invalid = (reason: string) => failure('SAFETENSORS_INVALID', { reason })

/** @throws SAFETENSORS_INVALID */
export function parseSafetensors(file: Uint8Array): Tensors {
  if (file.length < 8) throw invalid('it is shorter than its first field')
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  const headerLength = view.getBigUint64(0, true)
  if (headerLength > BigInt(maxHeaderBytes)) throw invalid(`its header claims ${headerLength} bytes`)
  const dataAt = 8 + Number(headerLength)
  if (dataAt > file.length) throw invalid('its header is cut off')
  const entries = Object.entries(parseHeader(file.subarray(8, dataAt))).filter(
    ([name]) => name !== '__metadata__',
  )
  const data = file.subarray(dataAt)
  const tensors = new Map<string, Tensor>()
  const parsed = entries.map(([name, value]) => {
    const entry = tensorSchema.safeParse(value)
    if (!entry.success) throw invalid(`"${name}" is not described as a tensor`)
    return { name, ...entry.data }
  })
  parsed.sort((a, b) => a.data_offsets[0] - b.data_offsets[0])
  let expected = 0
  for (const {
    name,
    dtype,
    shape,
    data_offsets: [start, end],
  } of parsed) {
    const type = Object.hasOwn(floatTypes, dtype) ? floatTypes[dtype] : undefined
    if (type === undefined)
      throw invalid(`"${name}" has the type ${dtype}; ${Object.keys(floatTypes).join(', ')} are read`)
    const elements = shape.reduce((product, size) => product * size, 1)
    if (elements > maxElements) throw invalid(`"${name}" has too many elements`)
    if (start !== expected)
      throw invalid(`"${name}" ${start < expected ? 'overlaps another tensor' : 'leaves a hole before it'}`)
    if (end > data.length) throw invalid(`"${name}" ends beyond the file`)
    if (end - start !== elements * type.bytes)
      throw invalid(`"${name}" has ${end - start} bytes for ${elements} elements`)
    // Copied, for it may begin at any byte; not by `slice`, which gives a view where the file is a Buffer.
    tensors.set(name, { shape, data: type.decode(new Uint8Array(data.subarray(start, end)).buffer) })
    expected = end
  }
  if (expected !== data.length) throw invalid(`${data.length - expected} bytes follow the last tensor`)
  for (const [name, tensor] of tensors) {
    if (tensor.data.some((value) => !Number.isFinite(value)))
      throw invalid(`"${name}" holds a value that is not finite`)
  }
  return tensors
}

function parseHeader(bytes: Uint8Array): Record<string, unknown> {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    assertUniqueNames(text)
    return z.record(z.string(), z.unknown()).parse(JSON.parse(text))
  } catch (error) {
    throw error instanceof Error && error.name === 'Failure' ? error : invalid('its header is not JSON')
  }
}

/** JSON.parse keeps the last of two equal names; here that would hide a tensor. */
function assertUniqueNames(text: string): void {
  const names = [...text.matchAll(/"((?:[^"\\]|\\.)*)"\s*:\s*\{/g)].map(([, name = '']) => name)
  const twin = names.find((name, index) => names.indexOf(name) !== index)
  if (twin !== undefined) throw invalid(`"${twin}" occurs twice`)
}

/** The same tensors give the same bytes: names in order, header padded to 8 bytes. */
export function serialiseSafetensors(tensors: Tensors): Uint8Array {
  const names = [...tensors.keys()].sort()
  const header: Record<string, unknown> = {}
  let offset = 0
  for (const name of names) {
    const tensor = tensors.get(name)
    if (tensor === undefined) continue
    const end = offset + tensor.data.byteLength
    header[name] = { dtype: 'F32', shape: tensor.shape, data_offsets: [offset, end] }
    offset = end
  }
  const json = new TextEncoder().encode(JSON.stringify(header))
  const headerLength = Math.ceil(json.length / 8) * 8
  const file = new Uint8Array(8 + headerLength + offset).fill(0x20, 8, 8 + headerLength)
  new DataView(file.buffer).setBigUint64(0, BigInt(headerLength), true)
  file.set(json, 8)
  let at = 8 + headerLength
  for (const name of names) {
    const data = tensors.get(name)?.data
    if (data === undefined) continue
    file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at)
    at += data.byteLength
  }
  return file
}
