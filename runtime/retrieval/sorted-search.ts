/**
 * Position of `key` in a list that is sorted by code units, -1 when it is not there. A vocabulary is looked up a few times
 * a query, so halving is fast enough and a map of every term would double its memory.
 */
export function findSorted<Item>(items: readonly Item[], key: string, keyOf: (item: Item) => string): number {
  let low = 0
  let high = items.length - 1
  while (low <= high) {
    const middle = (low + high) >>> 1
    const item = items[middle]
    const found = item === undefined ? '' : keyOf(item)
    if (found === key) return middle
    if (found < key) low = middle + 1
    else high = middle - 1
  }
  return -1
}

/** {@link findSorted} for a list of texts. */
export function findText(texts: readonly string[], key: string): number {
  return findSorted(texts, key, (text) => text)
}
