/**
 * The file of an intent model. Layout, little-endian: 8 bytes magic, u32 version, u32 length of the head, 32 bytes SHA-256 of
 * all that follows; the head in JSON; then the arrays in the order of the head, each on a multiple of 4 bytes.
 */
import { sha256 } from '@noble/hashes/sha2.js'
import { z } from 'zod'
import { canonicalJson, sha256Hex } from '../core/document/content-hash.ts'
import { failure } from '../core/errors/failure.ts'
import type { IntentModelParts } from './intent-model.ts'
import { IntentModel } from './intent-model.ts'

export const intentFileVersion = 1
const magic = new TextEncoder().encode('SGNLBOXM')
const headAt = 48

const headSchema = z.object({
  labels: z.array(z.string()).min(2),
  /** Features of the two blocks. */
  columns: z.tuple([z.int().min(0), z.int().min(0)]),
  temperatures: z.array(z.number().positive()).min(1).max(8),
  ensembleTemperature: z.number().positive(),
  outOfScopeBelow: z.number(),
  calibration: z.object({
    n: z.int(),
    folds: z.int(),
    temperatures: z.object({ svm: z.number(), logistic: z.number(), ensemble: z.number() }),
    ece: z.number(),
    eceInterval: z.tuple([z.number(), z.number()]),
  }),
})

const align = (length: number) => Math.ceil(length / 4) * 4

/** The same model gives the same bytes. */
export function serialiseIntentModel(parts: IntentModelParts): Uint8Array {
  const [words, characters] = parts.dictionary.columns
  const head = new TextEncoder().encode(
    canonicalJson({
      labels: parts.labels,
      columns: [words.size, characters.size],
      temperatures: parts.members.map(({ temperature }) => temperature),
      ensembleTemperature: parts.ensembleTemperature,
      outOfScopeBelow: parts.outOfScopeBelow,
      calibration: parts.calibration,
    }),
  )
  // Columns are numbered in the order of the maps, so the keys alone are enough.
  const hashes = Uint32Array.from([...words.keys(), ...characters.keys()])
  const arrays = [
    hashes,
    parts.dictionary.idf,
    ...parts.members.flatMap(({ scales, quantised }) => [scales, quantised]),
  ]
  const length = arrays.reduce((sum, { byteLength }) => sum + align(byteLength), headAt + align(head.length))
  const file = new Uint8Array(length)
  const view = new DataView(file.buffer)
  file.set(magic)
  view.setUint32(8, intentFileVersion, true)
  view.setUint32(12, head.length, true)
  file.set(head, headAt)
  let at = headAt + align(head.length)
  for (const array of arrays) {
    file.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), at)
    at += align(array.byteLength)
  }
  file.set(sha256(file.subarray(headAt)), 16)
  return file
}

/** The name of a model: `name@sha12` of its bytes. */
export function intentModelVersion(name: string, file: Uint8Array): string {
  return `${name}@${sha256Hex(file).slice(0, 12)}`
}

/**
 * Reads a model file. The arrays are views of the bytes, which must not be changed afterwards.
 *
 * @throws INTENT_MODEL_DAMAGED, or INTENT_MODEL_NEWER
 */
export function parseIntentModel(given: Uint8Array, name: string, source = 'The model'): IntentModel {
  const file = given.byteOffset % 4 === 0 ? given : given.slice()
  const damaged = (reason: string) => failure('INTENT_MODEL_DAMAGED', { source, reason })
  if (file.length < headAt || magic.some((byte, i) => file[i] !== byte))
    throw damaged('it does not begin like a model')
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  const version = view.getUint32(8, true)
  if (version > intentFileVersion)
    throw failure('INTENT_MODEL_NEWER', { source, version, supported: intentFileVersion })
  const digest = sha256(file.subarray(headAt))
  if (digest.some((byte, i) => file[16 + i] !== byte)) throw damaged('its checksum does not fit')
  const headLength = view.getUint32(12, true)
  if (headAt + headLength > file.length) throw damaged('its head is cut off')
  const head = parseHead(file.subarray(headAt, headAt + headLength), damaged)
  const reader = createArrayReader(file, headAt + align(headLength), damaged)
  const [words, characters] = head.columns
  const features = words + characters
  const hashes = new Uint32Array(file.buffer, reader.take(features * 4), features)
  const idf = new Float32Array(file.buffer, reader.take(features * 4), features)
  const cells = (features + 1) * head.labels.length
  const members = head.temperatures.map((temperature) => ({
    temperature,
    scales: new Float32Array(file.buffer, reader.take((features + 1) * 4), features + 1),
    quantised: new Int8Array(file.buffer, reader.take(cells), cells),
  }))
  const columnsOf = (from: number, to: number) => {
    const columns = new Map<number, number>()
    for (let i = from; i < to; i += 1) columns.set(hashes[i] ?? 0, i)
    return columns
  }
  const dictionary = { columns: [columnsOf(0, words), columnsOf(words, features)] as const, idf }
  const { labels, ensembleTemperature, outOfScopeBelow, calibration } = head
  const parts = { labels, dictionary, members, ensembleTemperature, outOfScopeBelow, calibration }
  return new IntentModel(parts, intentModelVersion(name, given))
}

function parseHead(bytes: Uint8Array, damaged: (reason: string) => Error): z.infer<typeof headSchema> {
  try {
    return headSchema.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)))
  } catch {
    throw damaged('its head cannot be read')
  }
}

/** Hands out offsets one after another, never beyond the end of the file. */
function createArrayReader(file: Uint8Array, start: number, damaged: (reason: string) => Error) {
  let at = start
  return {
    take: (bytes: number): number => {
      const from = at
      at += align(bytes)
      if (from + bytes > file.length) throw damaged('its arrays are cut off')
      return file.byteOffset + from
    },
  }
}
