import { sha256Hex } from '../../core/document/content-hash.ts'
import type { BlobStore } from '../../core/stores/stores.ts'

export function createBlobStore(): BlobStore {
  const blobs = new Map<string, Uint8Array>()
  return {
    put: async (bytes) => {
      const hash = sha256Hex(bytes)
      blobs.set(hash, bytes.slice())
      return hash
    },
    get: async (hash) => blobs.get(hash)?.slice(),
    remove: async (hash) => blobs.delete(hash),
  }
}
