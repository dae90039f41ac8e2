/** From untrusted JSON to a pipeline document: structure only. Unknown node types are kept verbatim. */
import { z } from 'zod'
import { failure } from '../errors/failure.ts'
import type { PipelineDocument } from './document.ts'
import { documentFormat, documentLimits, documentSchema, documentVersion } from './document.ts'
import { migrateDocument } from './migrate.ts'

const forbiddenKeys = new Set(['__proto__', 'prototype', 'constructor'])

/**
 * Parses a pipeline document from JSON text or a parsed value, and migrates it to the newest format.
 *
 * @throws INVALID_JSON, DOCUMENT_TOO_LARGE, FORBIDDEN_KEY, NEWER_FORMAT, TOO_MANY_NODES or DOCUMENT_INVALID with a JSON pointer.
 */
export function parsePipeline(source: unknown): PipelineDocument {
  const value = typeof source === 'string' ? parseJson(source, 'The pipeline') : source
  assertPlainJson(value)
  const version = z.looseObject({ format: z.literal(documentFormat), version: z.number() }).safeParse(value)
  if (version.success && version.data.version > documentVersion) {
    throw failure(
      'NEWER_FORMAT',
      { version: version.data.version, supported: documentVersion },
      { path: '/version' },
    )
  }
  const parsed = documentSchema.safeParse(migrateDocument(value))
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    const path = toPointer(issue?.path ?? [])
    throw failure('DOCUMENT_INVALID', { path: path || '/', reason: issue?.message ?? 'unknown' }, { path })
  }
  assertSize(parsed.data)
  return parsed.data
}

/**
 * Parses JSON text within the limits of a document.
 *
 * @throws INVALID_JSON or DOCUMENT_TOO_LARGE, naming `source`.
 */
export function parseJson(text: string, source: string): unknown {
  if (text.length > documentLimits.bytes) {
    throw failure('DOCUMENT_TOO_LARGE', { source, bytes: text.length, limit: documentLimits.bytes })
  }
  try {
    return JSON.parse(text)
  } catch (error) {
    throw failure(
      'INVALID_JSON',
      { source, reason: error instanceof Error ? error.message : String(error) },
      { cause: error },
    )
  }
}

export function toPointer(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}

// Walks without recursion: a parser accepts depths at which recursive code overflows the stack.
/** @throws FORBIDDEN_KEY or DOCUMENT_INVALID for values no document may hold. */
export function assertPlainJson(value: unknown): void {
  const stack: { value: unknown; path: string; depth: number }[] = [{ value, path: '', depth: 0 }]
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (typeof next.value !== 'object' || next.value === null) continue
    if (next.depth > documentLimits.depth) {
      throw failure(
        'DOCUMENT_INVALID',
        { path: next.path, reason: `nested deeper than ${documentLimits.depth}` },
        next,
      )
    }
    for (const key of Object.keys(next.value)) {
      const path = `${next.path}${toPointer([key])}`
      if (forbiddenKeys.has(key)) throw failure('FORBIDDEN_KEY', { key, path: next.path || '/' }, { path })
      stack.push({ value: Reflect.get(next.value, key), path, depth: next.depth + 1 })
    }
  }
}

function assertSize(document: PipelineDocument): void {
  for (const things of ['nodes', 'edges'] as const) {
    const count = document[things].length
    const limit = documentLimits[things]
    if (count > limit) throw failure('TOO_MANY_NODES', { count, things, limit }, { path: `/${things}` })
  }
}
