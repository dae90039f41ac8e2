/** Nodes on the clipboard are JSON text, so that they travel between tabs, windows and chats. */
import { z } from 'zod'
import { edgeRecordSchema, nodeRecordSchema } from '../../runtime/core/document/document.ts'
import { assertPlainJson, parseJson, parsePipeline } from '../../runtime/core/document/parse.ts'
import { failure } from '../../runtime/core/errors/failure.ts'
import type { Fragment } from '../document/commands.ts'

export const fragmentFormat = 'signalbox/fragment'

const fragmentSchema = z.strictObject({
  format: z.literal(fragmentFormat),
  version: z.literal(1),
  nodes: z.array(nodeRecordSchema).max(5_000),
  edges: z.array(edgeRecordSchema).max(20_000),
})

export function writeFragment({ nodes, edges }: Fragment): string {
  return JSON.stringify({ format: fragmentFormat, version: 1, nodes, edges }, null, 2)
}

/**
 * Reads nodes from clipboard text: a fragment, or a whole pipeline.
 *
 * @throws failures of the catalogue when the text is neither
 */
export function readFragment(text: string): Fragment {
  const value = parseJson(text, 'The clipboard')
  const head = z.looseObject({ format: z.string() }).safeParse(value)
  if (head.success && head.data.format !== fragmentFormat) {
    const { nodes, edges } = parsePipeline(value)
    return { nodes, edges }
  }
  assertPlainJson(value)
  const fragment = fragmentSchema.safeParse(value)
  if (fragment.success) return fragment.data
  const [issue] = fragment.error.issues
  const path = `/${issue?.path.map(String).join('/') ?? ''}`
  throw failure('DOCUMENT_INVALID', { path, reason: issue?.message ?? 'unknown' }, { path })
}
