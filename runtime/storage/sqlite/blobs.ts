import { sha256Hex } from '../../core/document/content-hash.ts'
import { failure } from '../../core/errors/failure.ts'
import type { BlobStore } from '../../core/stores/stores.ts'
import type { Database } from './database.ts'
import type { SyncStore } from './sync-store.ts'

export function createBlobTable(database: Database): SyncStore<BlobStore> {
  return {
    put: (bytes) => {
      const hash = sha256Hex(bytes)
      // Written again where it is known: what stood there may have been damaged.
      database.run(
        'INSERT INTO blobs (hash, bytes) VALUES (?, ?) ON CONFLICT (hash) DO UPDATE SET bytes = excluded.bytes',
        hash,
        bytes,
      )
      return hash
    },
    get: (hash) => {
      const bytes = database.get('SELECT bytes FROM blobs WHERE hash = ?', hash)?.['bytes']
      if (!(bytes instanceof Uint8Array)) return undefined
      // A copy: the driver hands out memory that is not ours to transfer to another thread.
      const copy = new Uint8Array(bytes)
      if (sha256Hex(copy) !== hash) throw failure('BLOB_CORRUPT', { hash })
      return copy
    },
    remove: (hash) => database.run('DELETE FROM blobs WHERE hash = ?', hash) > 0,
  }
}
