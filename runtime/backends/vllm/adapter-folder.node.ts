/** Adapters as PEFT folders on disk, for engines that read them there. */
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { failure } from '../../core/errors/failure.ts'
import type { AdapterFiles } from '../../core/services/backends.ts'
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
  const folderOf = (adapter: string) => {
    // Ids are made here and of no other form; a driver that is called with one that is none must not leave the folder.
    if (!/^[\w-]+@[0-9a-f]{12}$/.test(adapter)) throw failure('ADAPTER_NOT_FOUND', { bank: backend, adapter })
    return join(path, backend, adapter)
  }
  return {
    write: async (files) => {
      const target = folderOf(files.id)
      await writeWhole(target, files).catch((cause: unknown) => {
        const reason = cause instanceof Error ? cause.message : String(cause)
        throw failure('BACKEND_FOLDER_UNWRITTEN', { backend, path: dirname(target), reason }, { cause })
      })
      return [seenAt.replace(/\/+$/, ''), backend, files.id].join('/')
    },
    remove: async (adapter) => rm(folderOf(adapter), { recursive: true, force: true }),
  }
}

/** Takes away all that was written for a backend. */
export async function removeAdapterFolder(path: string, backend: string): Promise<void> {
  await rm(join(path, backend), { recursive: true, force: true })
}

async function writeWhole(target: string, { config, weights }: AdapterFiles): Promise<void> {
  const draft = `${target}.${crypto.randomUUID()}`
  try {
    await mkdir(draft, { recursive: true })
    await writeFile(join(draft, 'adapter_config.json'), config)
    await writeFile(join(draft, 'adapter_model.safetensors'), weights)
    // A folder that is there already is not replaced: an engine may be reading it.
    await rename(draft, target).catch((error: unknown) => {
      if (!isThere(error)) throw error
    })
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
}

function isThere(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOTEMPTY' || error.code === 'EEXIST')
}
