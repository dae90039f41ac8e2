/** A model file of `intent train`. */
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { failure } from '../../core/errors/failure.ts'
import type { IntentModel } from '../../intent/intent-model.ts'
import { parseIntentModel } from '../../intent/model-file.ts'

/** @throws FILE_UNREADABLE, INTENT_MODEL_DAMAGED or INTENT_MODEL_NEWER */
export async function readIntentFile(file: string): Promise<IntentModel> {
  const bytes = await readFile(file).catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw failure('FILE_UNREADABLE', { file, reason }, { cause })
  })
  return parseIntentModel(new Uint8Array(bytes), modelNameOf(file), file)
}

/** The name before `@` in a model's version. */
export function modelNameOf(file: string): string {
  return basename(file).replace(/\.[^.]*$/, '')
}
