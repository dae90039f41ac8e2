/** Adapters as PEFT folders on disk, for engines that read them there. */
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { AdapterFolder } from './vllm-backend.ts'

export interface AdapterFolderPlace {
  /** The folder of all adapters on this machine. */
  readonly path: string
  /** Where the engine sees that folder. */
  readonly seenAt: string
  /** Has a folder of its own in it: adapters are removed there when its engine needs them no longer. */
  readonly backend: string
}

/** One folder an adapter, called by its id, which is of its content: what is there once stays right. */
export function openAdapterFolder({ path, seenAt, backend }: AdapterFolderPlace): AdapterFolder {
  const folder = join(path, backend)
  return {
    write: async ({ id, config, weights }) => {
      const target = join(folder, id)
      const draft = `${target}.${crypto.randomUUID()}`
      await mkdir(draft, { recursive: true })
      try {
        await writeFile(join(draft, 'adapter_config.json'), config)
        await writeFile(join(draft, 'adapter_model.safetensors'), weights)
        // A folder that is there already is not replaced: an engine may be reading it.
        await rename(draft, target).catch((error: unknown) => {
          if (!isThere(error)) throw error
        })
      } finally {
        await rm(draft, { recursive: true, force: true })
      }
      return [seenAt.replace(/\/+$/, ''), backend, id].join('/')
    },
    remove: (adapter) => rm(join(folder, adapter), { recursive: true, force: true }),
  }
}

function isThere(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOTEMPTY' || error.code === 'EEXIST')
}
