/**
 * A small container for models: a JSON head and arrays of numbers behind a SHA-256. Layout, little-endian: 8 bytes magic, u32
 * version, u32 length of the head, 32 bytes digest of all that follows; the head; the arrays, each on a multiple of 4.
 */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { canonicalJson } from './document/content-hash.ts'
import { finishSteps } from './pacer.ts'

const headAt = 48
/** Bytes whose digest is made in one step. */
const stepBytes = 1_000_000
const align = (length: number) => Math.ceil(length / 4) * 4

export type NumberArray = Float32Array | Uint32Array | Int8Array

/** Why a file cannot be read; the caller says it in terms of what the file is. */
export type CheckedFileFault = { readonly newer: number } | { readonly damaged: string }

/** The same content gives the same bytes. @param magic 8 ASCII characters */
export function writeCheckedFile(
  magic: string,
  version: number,
  head: unknown,
  arrays: readonly NumberArray[],
): Uint8Array {
  const headBytes = new TextEncoder().encode(canonicalJson(head))
  const file = new Uint8Array(
    arrays.reduce((sum, { byteLength }) => sum + align(byteLength), headAt + align(headBytes.length)),
  )
  const view = new DataView(file.buffer)
  file.set(new TextEncoder().encode(magic))
  view.setUint32(8, version, true)
  view.setUint32(12, headBytes.length, true)
  file.set(headBytes, headAt)
  let at = headAt + align(headBytes.length)
  for (const array of arrays) {
    file.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), at)
    at += align(array.byteLength)
  }
  file.set(sha256(file.subarray(headAt)), 16)
  return file
}

/** Names a whole file, 64 hexadecimal digits: the fixed part at its beginning holds the digest of the rest. */
export function hashCheckedFile(file: Uint8Array): string {
  return bytesToHex(sha256(file.subarray(0, headAt)))
}

export interface CheckedFile {
  readonly head: unknown
  /** The next array, as a view of the file, which must not be changed afterwards. @throws through `fail` beyond the end */
  takeFloats(length: number): Float32Array
  takeUints(length: number): Uint32Array
  takeBytes(length: number): Int8Array
}

/** @param fail throws the caller's failure */
export function readCheckedFile(
  given: Uint8Array,
  magic: string,
  supported: number,
  fail: (fault: CheckedFileFault) => never,
): CheckedFile {
  return finishSteps(checkFile(given, magic, supported, fail))
}

/** As {@link readCheckedFile}, in steps: yields how much is checked, 0 to 1. */
export function* checkFile(
  given: Uint8Array,
  magic: string,
  supported: number,
  fail: (fault: CheckedFileFault) => never,
): Generator<number, CheckedFile, void> {
  const file = given.byteOffset % 4 === 0 ? given : given.slice()
  const expected = new TextEncoder().encode(magic)
  if (file.length < headAt || expected.some((byte, i) => file[i] !== byte))
    fail({ damaged: 'it does not begin like one' })
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  const version = view.getUint32(8, true)
  if (version > supported) fail({ newer: version })
  const hash = sha256.create()
  for (let from = headAt; from < file.length; from += stepBytes) {
    yield from / file.length
    hash.update(file.subarray(from, from + stepBytes))
  }
  if (hash.digest().some((byte, i) => file[16 + i] !== byte)) fail({ damaged: 'its checksum does not fit' })
  const headLength = view.getUint32(12, true)
  if (headAt + headLength > file.length) fail({ damaged: 'its head is cut off' })
  let at = headAt + align(headLength)
  const take = (bytes: number): number => {
    const from = at
    at += align(bytes)
    if (from + bytes > file.length) fail({ damaged: 'its arrays are cut off' })
    return file.byteOffset + from
  }
  return {
    head: parseHead(file.subarray(headAt, headAt + headLength), fail),
    takeFloats: (length) => new Float32Array(file.buffer, take(length * 4), length),
    takeUints: (length) => new Uint32Array(file.buffer, take(length * 4), length),
    takeBytes: (length) => new Int8Array(file.buffer, take(length), length),
  }
}

function parseHead(bytes: Uint8Array, fail: (fault: CheckedFileFault) => never): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return fail({ damaged: 'its head cannot be read' })
  }
}
