/** Nodes and notes on the clipboard are JSON text, so that they travel between tabs, windows and chats. */
import { z } from 'zod'
import {
  documentFormat,
  documentSchema,
  edgeRecordSchema,
  nodeRecordSchema,
} from '../../runtime/core/document/document.ts'
import { assertPlainJson, parseJson, parsePipeline, toPointer } from '../../runtime/core/document/parse.ts'
import { Failure, failure } from '../../runtime/core/errors/failure.ts'
import type { Fragment } from '../document/fragment.ts'

const fragmentFormat = 'signalbox/fragment'
const fragmentVersion = 1

const headSchema = z.looseObject({ format: z.enum([fragmentFormat, documentFormat]), version: z.unknown() })

const fragmentSchema = z.strictObject({
  format: z.literal(fragmentFormat),
  version: z.literal(fragmentVersion),
  nodes: z.array(nodeRecordSchema).max(5_000),
  edges: z.array(edgeRecordSchema).max(20_000),
  // Fragments of earlier versions have neither.
  groups: documentSchema.shape.groups,
  notes: documentSchema.shape.notes,
})

/** Without the parts that are empty, so that earlier versions read what they can. */
export function writeFragment({ nodes, edges, groups, notes }: Fragment): string {
  const extra = { ...(groups.length > 0 ? { groups } : {}), ...(notes.length > 0 ? { notes } : {}) }
  return JSON.stringify({ format: fragmentFormat, version: fragmentVersion, nodes, edges, ...extra }, null, 2)
}

/**
 * Reads nodes and notes from clipboard text: a fragment, or a whole pipeline. Null for any other text, which is nobody's mistake.
 *
 * @param source what the text is called in a failure
 * @throws failures of the catalogue when it is one of them, and newer, damaged or too large
 */
export function readFragment(text: string, source: string): Fragment | null {
  const value = parseOwn(text, source)
  const head = headSchema.safeParse(value)
  if (!head.success) return null
  const { format, version } = head.data
  if (format !== fragmentFormat) {
    const { nodes, edges, groups, notes } = parsePipeline(value)
    assertOwnIds(nodes)
    return { nodes, edges, groups, notes }
  }
  assertPlainJson(value)
  if (typeof version === 'number' && version > fragmentVersion)
    throw failure('NEWER_FORMAT', { version, supported: fragmentVersion }, { path: '/version' })
  const fragment = fragmentSchema.safeParse(value)
  if (fragment.success) {
    const { nodes, edges, groups, notes } = fragment.data
    assertOwnIds(nodes)
    return { nodes, edges, groups, notes }
  }
  const [issue] = fragment.error.issues
  const path = toPointer(issue?.path ?? [])
  throw failure('DOCUMENT_INVALID', { path: path || '/', reason: issue?.message ?? 'unknown' }, { path })
}

/** With two nodes of one id nobody can tell which one a wire or a group means. @throws DUPLICATE_ID */
function assertOwnIds(nodes: Fragment['nodes']): void {
  const seen = new Set<string>()
  nodes.forEach(({ id }, index) => {
    if (seen.has(id)) throw failure('DUPLICATE_ID', { id }, { path: `/nodes/${index}/id`, node: id })
    seen.add(id)
  })
}

/** Undefined for what is no JSON. @throws DOCUMENT_TOO_LARGE for text that may be a pipeline */
function parseOwn(text: string, source: string): unknown {
  if (!/^\s*\{/.test(text)) return undefined
  try {
    return parseJson(text, source)
  } catch (error) {
    if (error instanceof Failure && error.code === 'INVALID_JSON') return undefined
    throw error
  }
}
