/** The name of a revision: a hash of what a pipeline does, not of how it looks. */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { PipelineDocument } from './document.ts'

/** JSON with sorted keys and without undefined, so that equal values have equal text. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part) && !isSorted(Object.keys(part))
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}

function isSorted(keys: readonly string[]): boolean {
  return keys.every((key, index) => index === 0 || (keys[index - 1] ?? '') < key)
}

/** SHA-256 of a text or bytes, 64 hexadecimal digits. */
export function sha256Hex(content: string | Uint8Array): string {
  return bytesToHex(sha256(typeof content === 'string' ? utf8ToBytes(content) : content))
}

/** SHA-256 over nodes, edges and settings. Names, positions, notes, groups and extensions do not take part. */
export function hashPipeline(document: PipelineDocument): string {
  const nodes = document.nodes
    .map(({ name: _name, position: _position, ...behaviour }) => behaviour)
    .sort((a, b) => (a.id < b.id ? -1 : 1))
  const edges = document.edges
    .map(({ from, to }) => ({ from, to }))
    .sort((a, b) => (canonicalJson(a) < canonicalJson(b) ? -1 : 1))
  return sha256Hex(
    canonicalJson({ version: document.version, settings: document.settings ?? {}, nodes, edges }),
  )
}
