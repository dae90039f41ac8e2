/** Named records of one kind in a collection store, typed by a schema. */
import type { z } from 'zod'
import type { ErrorCode } from '../core/errors/catalogue.ts'
import { Failure, failure } from '../core/errors/failure.ts'
import type { CollectionStore, StoredRecord } from '../core/stores/stores.ts'
import type { Json } from '../core/values.ts'

export interface Records<Value> {
  list(): Promise<readonly (StoredRecord & { readonly record: Value })[]>
  /** @throws the kind's not-found failure */
  get(id: string): Promise<StoredRecord & { readonly record: Value }>
  /** @throws RESOURCE_EXISTS */
  create(id: string, value: Value): Promise<void>
  /** Reads, changes and writes; tries again when somebody else wrote in between. */
  change(id: string, change: (old: Value) => Value): Promise<Value>
  remove(id: string): Promise<void>
}

export interface RecordKind<Value> {
  readonly kind: string
  readonly schema: z.ZodType<Value>
  /** The code and the parameter that names the record. */
  readonly notFound: readonly [code: ErrorCode, parameter: string]
}

export function openRecords<Value>(store: CollectionStore, of: RecordKind<Value>): Records<Value> {
  const { kind, schema, notFound } = of
  const parse = (stored: StoredRecord) => ({ ...stored, record: schema.parse(stored.value) })
  // Values are parsed by the same schema when they are read.
  const toJson = (value: Value) => value as Json
  const get = async (id: string) => {
    const stored = await store.get(kind, id)
    if (stored === undefined) throw new Failure(notFound[0], { [notFound[1]]: id })
    return parse(stored)
  }
  return {
    get,
    list: async () => (await store.list(kind)).map(parse),
    create: async (id, value) => {
      if ((await store.put(kind, id, toJson(value), 0)) === undefined)
        throw failure('RESOURCE_EXISTS', { kind, id })
    },
    change: async (id, change) => {
      for (;;) {
        const old = await get(id)
        const value = change(old.record)
        if ((await store.put(kind, id, toJson(value), old.generation)) !== undefined) return value
      }
    },
    remove: async (id) => {
      if (!(await store.remove(kind, id))) throw new Failure(notFound[0], { [notFound[1]]: id })
    },
  }
}

/** An id from a name: `Rail desk!` gives `rail-desk`; names without Latin letters or digits get the fallback. */
export function idFromName(name: string, fallback: string): string {
  const id = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 56)
  return id === '' ? fallback : id
}
