/** Articles from files: a row each in JSONL and CSV, a file each in Markdown and plain text. */
import { z } from 'zod'
import { checksum } from '../../runtime/core/checksum.ts'
import type { RowPlace } from '../../runtime/core/rows/parse-json-row.ts'
import { parseRow } from '../../runtime/core/rows/parse-json-row.ts'
import type { Article } from '../../runtime/core/wire/indexes.ts'
import { articleSchema } from '../../runtime/core/wire/indexes.ts'
import type { SchemaErrorMap } from '../messages/say.ts'
import type { Parsed, RawRow } from '../resources/import/parse-rows.ts'
import { collectRows, findDuplicateIds, joinParsed, parseRows } from '../resources/import/parse-rows.ts'
import type { TextFile } from '../resources/import/read-import-file.ts'

export const articleEndings = ['.jsonl', '.ndjson', '.csv', '.md', '.markdown', '.txt'] as const

/** Titles that files do not state are the beginning of the text. */
const titleLength = 80

/** Rows may carry more fields than an article has; `_id` is what retrieval collections call the id. */
const rowSchema = z.looseObject({
  id: z.string().optional(),
  _id: z.string().optional(),
  title: z.string().optional(),
  text: z.string(),
})

interface Placed {
  readonly article: Article
  readonly place: RowPlace
}

export function parseArticles(files: readonly TextFile[], say?: SchemaErrorMap): Parsed<Article> {
  const { rows, failures } = joinParsed(files.map((file) => parseFile(file, say)))
  const repeated = findDuplicateIds(rows.map(({ article, place }) => ({ id: article.id, place })))
  return { rows: rows.map(({ article }) => article), failures: [...failures, ...repeated] }
}

function parseFile(file: TextFile, say?: SchemaErrorMap): Parsed<Placed> {
  const raw = parseRows(file)
  if (raw === undefined) return collectRows([file], (one) => readDocument(one, say))
  const read = collectRows(raw.rows, (row) => readRow(row, say))
  return { rows: read.rows, failures: [...raw.failures, ...read.failures] }
}

function readRow({ value, place }: RawRow, say?: SchemaErrorMap): Placed {
  const row = parseRow(value, place, rowSchema, say)
  const { text } = row
  const title = row.title?.trim() ? row.title : beginningOf(text)
  return { article: parseRow({ id: row.id ?? row._id, title, text }, place, articleSchema, say), place }
}

/** A whole file: its first heading is the title, its name the id. */
function readDocument({ name, text }: TextFile, say?: SchemaErrorMap): Placed {
  const place = { file: name, line: 1 }
  const heading = /^#\s+(.+)$/m.exec(text)
  const stem = name.replace(/\.[^.]+$/, '')
  const title = heading?.[1]?.trim() ?? stem
  const id = articleIdFrom(stem)
  return { article: parseRow({ id, title, text: text.trim() }, place, articleSchema, say), place }
}

function beginningOf(text: string): string {
  const line = text.trim().split('\n')[0] ?? ''
  return line.length <= titleLength ? line : `${line.slice(0, titleLength - 1)}…`
}

/** `Refund rules (2)` gives `refund-rules-2`; a name without Latin letters or digits gives one by its checksum. */
export function articleIdFrom(name: string): string {
  const id = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9_.]+/g, '-')
    .replaceAll(/^[-.]+|[-.]+$/g, '')
    .slice(0, 120)
  return id === '' ? `article-${checksum(new TextEncoder().encode(name)).toString(16)}` : id
}
