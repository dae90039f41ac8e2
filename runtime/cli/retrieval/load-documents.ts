/** Documents to index from a folder: a BEIR corpus, or Markdown, text and article files wherever they lie in it. */
import { readdir } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { z } from 'zod'
import { failure } from '../../core/errors/failure.ts'
import type { SourceDocument } from '../../retrieval/search-index.ts'
import { readJsonl } from '../files/read-jsonl.ts'
import { findFile } from '../files/read-lines.ts'
import { readTextFile } from '../files/read-text-file.ts'
import { loadCorpus } from './load-collection.ts'

const articleRow = z.object({
  id: z.string().min(1),
  title: z.string().default(''),
  text: z.string(),
})

/**
 * With `corpus.jsonl` its rows; otherwise one document for each `.md` and `.txt` file, named by its path, and one for each
 * row `{"id", "title"?, "text"}` of each `.jsonl` file.
 *
 * @throws COLLECTION_INCOMPLETE when there is none, FILE_UNREADABLE, INVALID_UTF8, INVALID_JSON or ROW_INVALID
 */
export async function loadDocuments(folder: string): Promise<SourceDocument[]> {
  if ((await findFile(join(folder, 'corpus.jsonl'))) !== undefined) return loadCorpus(folder)
  const documents: SourceDocument[] = []
  for (const file of await listFiles(folder)) {
    if (/\.jsonl(\.gz)?$/.test(file)) {
      for await (const { row } of readJsonl(file, articleRow)) documents.push(row)
    } else if (/\.(md|txt)$/.test(file)) documents.push(await readDocument(folder, file))
  }
  if (documents.length > 0) return documents
  throw failure('COLLECTION_INCOMPLETE', { folder, missing: 'corpus.jsonl (*.md, *.txt, *.jsonl)' })
}

async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw failure('FILE_UNREADABLE', { file: folder, reason }, { cause })
  })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

async function readDocument(folder: string, file: string): Promise<SourceDocument> {
  const text = await readTextFile(file)
  const id = relative(folder, file).split(sep).join('/')
  const heading = /^#{1,6}[ \t]+(.+?)[ \t]*#*[ \t]*$/m.exec(text)?.[1]
  return { id, title: heading ?? id.replace(/^.*\//, '').replace(/\.\w+$/, ''), text }
}
