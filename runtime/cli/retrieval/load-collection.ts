/** A retrieval collection from a folder in BEIR layout, every file plain or `.gz`. */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { failure } from '../../core/errors/failure.ts'
import { invalidRow } from '../../core/rows/parse-json-row.ts'
import type { CollectionQuery } from '../../retrieval/beir.ts'
import { parseCorpusLine, parseQrelsLine, parseQueryLine, parseQuestionLine } from '../../retrieval/beir.ts'
import type { Gains } from '../../retrieval/ranking-metrics.ts'
import type { SourceDocument } from '../../retrieval/search-index.ts'
import { findFile, readLines } from '../files/read-lines.ts'

export interface RetrievalCollection {
  readonly documents: readonly SourceDocument[]
  /** Those that are judged. */
  readonly queries: readonly CollectionQuery[]
  /** By query, then by document. */
  readonly judgements: ReadonlyMap<string, Gains>
}

/**
 * @param split name of a file in `qrels/`, without `.tsv`; by default `test`, or the only one there is
 * @throws COLLECTION_INCOMPLETE, FILE_UNREADABLE, INVALID_UTF8, INVALID_JSON or ROW_INVALID
 */
export async function loadCollection(folder: string, split?: string): Promise<RetrievalCollection> {
  const documents = await loadCorpus(folder)
  const all = await loadQueries(folder)
  const judgements = await loadJudgements(folder, split, new Set(all.map(({ id }) => id)))
  return { documents, queries: all.filter(({ id }) => judgements.has(id)), judgements }
}

/** @throws as {@link loadCollection} */
export async function loadCorpus(folder: string): Promise<SourceDocument[]> {
  const file = await findFile(join(folder, 'corpus.jsonl'))
  if (file === undefined) throw failure('COLLECTION_INCOMPLETE', { folder, missing: 'corpus.jsonl' })
  const documents: SourceDocument[] = []
  for await (const { text, line } of readLines(file)) documents.push(parseCorpusLine(text, { file, line }))
  return documents
}

/** `queries.jsonl`; for sets of questions with answers, `questions.jsonl`. */
async function loadQueries(folder: string): Promise<CollectionQuery[]> {
  const own = await findFile(join(folder, 'queries.jsonl'))
  const file = own ?? (await findFile(join(folder, 'questions.jsonl')))
  if (file === undefined) throw failure('COLLECTION_INCOMPLETE', { folder, missing: 'queries.jsonl' })
  const parse = own === undefined ? parseQuestionLine : parseQueryLine
  const queries: CollectionQuery[] = []
  for await (const { text, line } of readLines(file)) queries.push(parse(text, { file, line }))
  return queries
}

async function loadJudgements(
  folder: string,
  split: string | undefined,
  known: ReadonlySet<string>,
): Promise<ReadonlyMap<string, Gains>> {
  const file = await findQrels(folder, split)
  const judgements = new Map<string, Map<string, number>>()
  for await (const { text, line } of readLines(file)) {
    const judgement = parseQrelsLine(text, { file, line })
    if (!judgement) continue
    const { queryId, documentId, gain } = judgement
    if (!known.has(queryId)) throw invalidRow({ file, line }, 'query-id', `no query has the id "${queryId}"`)
    const gains = judgements.get(queryId) ?? new Map<string, number>()
    judgements.set(queryId, gains.set(documentId, gain))
  }
  return judgements
}

/** @throws COLLECTION_INCOMPLETE */
export async function findQrels(folder: string, split: string | undefined): Promise<string> {
  const qrels = join(folder, 'qrels')
  const named = await findFile(join(qrels, `${split ?? 'test'}.tsv`))
  if (named !== undefined) return named
  const present = (await readdir(qrels).catch(() => [])).filter((name) => /\.tsv(\.gz)?$/.test(name))
  const [only, ...others] = present
  if (split === undefined && only !== undefined && others.length === 0) return join(qrels, only)
  throw failure('COLLECTION_INCOMPLETE', { folder, missing: `qrels/${split ?? 'test'}.tsv` })
}
