/**
 * xxHash, 32 bits (Yann Collet, the xxHash specification): finds damage at memory speed. Not a protection against
 * intent; content hashes are SHA-256.
 */

const P1 = 0x9e3779b1
const P2 = 0x85ebca77
const P3 = 0xc2b2ae3d
const P4 = 0x27d4eb2f
const P5 = 0x165667b1

function rotate(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits))
}

function mixLane(lane: number, input: number): number {
  return Math.imul(rotate(lane + Math.imul(input, P2), 13), P1)
}

/** The unsigned 32-bit checksum of `bytes`. */
export function checksum(bytes: Uint8Array, seed = 0): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 0
  let hash = (seed + P5) | 0
  if (bytes.length >= 16) {
    let a = (seed + P1 + P2) | 0
    let b = (seed + P2) | 0
    let c = seed | 0
    let d = (seed - P1) | 0
    for (; at + 16 <= bytes.length; at += 16) {
      a = mixLane(a, view.getInt32(at, true))
      b = mixLane(b, view.getInt32(at + 4, true))
      c = mixLane(c, view.getInt32(at + 8, true))
      d = mixLane(d, view.getInt32(at + 12, true))
    }
    hash = (rotate(a, 1) + rotate(b, 7) + rotate(c, 12) + rotate(d, 18)) | 0
  }
  hash = (hash + bytes.length) | 0
  for (; at + 4 <= bytes.length; at += 4) {
    hash = Math.imul(rotate(hash + Math.imul(view.getInt32(at, true), P3), 17), P4)
  }
  for (; at < bytes.length; at++) hash = Math.imul(rotate(hash + Math.imul(bytes[at] ?? 0, P5), 11), P1)
  hash = Math.imul(hash ^ (hash >>> 15), P2)
  hash = Math.imul(hash ^ (hash >>> 13), P3)
  return (hash ^ (hash >>> 16)) >>> 0
}
