/** minisearch with its defaults: it has neither a stemmer nor stop words. */
import MiniSearch from 'minisearch'

/** `options` as minisearch's own. */
export function openEngine(documents, options = {}) {
  const index = new MiniSearch({ fields: ['text'], ...options })
  index.addAll(documents.map(({ id, title, text }) => ({ id, text: `${title}\n${text}` })))
  return (query, limit) =>
    index
      .search(query)
      .slice(0, limit)
      .map(({ id }) => id)
}
