/**
 * SQLite FTS5 through libsql, in memory: the porter tokenizer over unicode61, the words of a query joined by OR and ordered by
 * `rank`, which is BM25. FTS5 has no stop words of its own: common words are left out of the query, those of Lucene's list.
 */
import Database from 'libsql'
import { smallStopWords } from '../../dist/runtime/retrieval/stop-words.js'

export function openEngine(documents) {
  const database = new Database(':memory:')
  database.exec(
    `CREATE VIRTUAL TABLE documents USING fts5(id UNINDEXED, text, tokenize = 'porter unicode61')`,
  )
  const insert = database.prepare('INSERT INTO documents (id, text) VALUES (?, ?)')
  database.transaction(() => {
    for (const { id, title, text } of documents) insert.run(id, `${title}\n${text}`)
  })()
  database.exec(`INSERT INTO documents (documents) VALUES ('optimize')`)
  const select = database
    .prepare('SELECT id FROM documents WHERE documents MATCH ? ORDER BY rank LIMIT ?')
    .pluck()
  return (query, limit) => {
    const words = query.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
    const kept = words.filter((word) => !smallStopWords.has(word))
    return kept.length === 0 ? [] : select.all(kept.map((word) => `"${word}"`).join(' OR '), limit)
  }
}
