import type { CollectionStore, RowQuery, StoredRecord, StoredRow } from '../../core/stores/stores.ts'
import type { Json } from '../../core/values.ts'

interface Collection {
  record: StoredRecord | undefined
  readonly rows: Map<string, { position: number; value: Json }>
}

function fieldOf(value: Json, path: string): Json | undefined {
  let part: Json | undefined = value
  for (const field of path.split('.')) {
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return undefined
    part = Object.hasOwn(part, field) ? part[field] : undefined
  }
  return part
}

/** @param search in lower case */
function contains(value: Json, search: string): boolean {
  if (typeof value === 'string') return value.toLowerCase().includes(search)
  return (
    typeof value === 'object' && value !== null && Object.values(value).some((part) => contains(part, search))
  )
}

function queryRows(collection: Collection, query: RowQuery) {
  const { search, where } = query
  const all = [...collection.rows]
    .map(([id, row]) => ({ id, ...row }))
    .filter(({ value }) => search === undefined || search === '' || contains(value, search.toLowerCase()))
    .filter(({ value }) => where === undefined || fieldOf(value, where.field) === where.equals)
    .sort((a, b) => a.position - b.position)
  const rest = query.after === undefined ? all : all.filter((row) => row.position > Number(query.after))
  const items = rest.slice(0, query.limit)
  const last = items.at(-1)
  const next = rest.length > query.limit && last !== undefined ? { next: String(last.position) } : {}
  return { items: items.map(({ id, value }): StoredRow => ({ id, value })), total: all.length, ...next }
}

export function createCollectionStore(): CollectionStore {
  const kinds = new Map<string, Map<string, Collection>>()
  let position = 0
  const at = (kind: string, id: string): Collection => {
    const kindMap = kinds.get(kind) ?? new Map<string, Collection>()
    kinds.set(kind, kindMap)
    const collection = kindMap.get(id) ?? { record: undefined, rows: new Map() }
    kindMap.set(id, collection)
    return collection
  }
  return {
    list: async (kind) =>
      [...(kinds.get(kind)?.values() ?? [])]
        .flatMap(({ record }) => (record === undefined ? [] : [record]))
        .sort((a, b) => a.id.localeCompare(b.id)),
    get: async (kind, id) => at(kind, id).record,
    put: async (kind, id, value, ifGeneration) => {
      const collection = at(kind, id)
      const generation = collection.record?.generation ?? 0
      if (ifGeneration !== undefined && ifGeneration !== generation) return undefined
      collection.record = {
        id,
        generation: generation + 1,
        value: structuredClone(value),
        updatedAt: new Date().toISOString(),
      }
      return collection.record
    },
    remove: async (kind, id) => {
      const existed = at(kind, id).record !== undefined
      kinds.get(kind)?.delete(id)
      return existed
    },
    rows: async (kind, id, query) => queryRows(at(kind, id), query),
    row: async (kind, id, rowId) => {
      const row = at(kind, id).rows.get(rowId)
      return row === undefined ? undefined : { id: rowId, value: row.value }
    },
    putRows: async (kind, id, rows) => {
      const { rows: stored } = at(kind, id)
      for (const row of rows) {
        stored.set(row.id, {
          position: stored.get(row.id)?.position ?? ++position,
          value: structuredClone(row.value),
        })
      }
    },
    removeRows: async (kind, id, rowIds) => rowIds.filter((rowId) => at(kind, id).rows.delete(rowId)).length,
    countRows: async (kind, id) => at(kind, id).rows.size,
    countRowsBy: async (kind, id, field) => {
      const counts = new Map<string, number>()
      for (const { value } of at(kind, id).rows.values()) {
        const name = fieldOf(value, field)
        if (typeof name === 'string') counts.set(name, (counts.get(name) ?? 0) + 1)
      }
      return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)))
    },
  }
}
