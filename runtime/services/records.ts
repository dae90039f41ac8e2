/** Named records of one kind in a collection store, typed by a schema. */
import type { z } from 'zod'
import type { ErrorCode } from '../core/errors/catalogue.ts'
import { Failure, failure } from '../core/errors/failure.ts'
import type { CollectionStore, StoredRecord } from '../core/stores/stores.ts'
import type { Json } from '../core/values.ts'

export type Stored<Value> = StoredRecord & { readonly record: Value }

export interface Records<Value> {
  list(): Promise<readonly Stored<Value>[]>
  /** @throws the kind's not-found failure */
  get(id: string): Promise<Stored<Value>>
  /** Under the id wanted, or one made of the name. @throws RESOURCE_EXISTS */
  create(value: Value, wanted: string | undefined): Promise<Stored<Value>>
  /** Reads, changes and writes; tries again when somebody else wrote in between. */
  change(id: string, change: (old: Value) => Value): Promise<Stored<Value>>
  remove(id: string): Promise<void>
}

export interface RecordKind<Value> {
  readonly kind: string
  readonly schema: z.ZodType<Value>
  /** The code and the parameter that names the record. */
  readonly notFound: readonly [code: ErrorCode, parameter: string]
}

export function openRecords<Value extends { readonly name: string }>(
  store: CollectionStore,
  of: RecordKind<Value>,
): Records<Value> {
  const { kind, schema, notFound } = of
  const parse = (stored: StoredRecord) => ({ ...stored, record: schema.parse(stored.value) })
  // Values are parsed by the same schema when they are read.
  const toJson = (value: Value) => value as Json
  const get = async (id: string) => {
    const stored = await store.get(kind, id)
    if (stored === undefined) throw new Failure(notFound[0], { [notFound[1]]: id })
    return parse(stored)
  }
  const list = async () => (await store.list(kind)).map(parse)
  return {
    get,
    list,
    create: async (value, wanted) => {
      const id = wanted ?? idFromName(value.name, `${kind}-${(await list()).length + 1}`)
      const stored = await store.put(kind, id, toJson(value), 0)
      if (stored === undefined) throw failure('RESOURCE_EXISTS', { kind, id })
      return parse(stored)
    },
    change: async (id, change) => {
      for (;;) {
        const old = await get(id)
        const stored = await store.put(kind, id, toJson(change(old.record)), old.generation)
        if (stored !== undefined) return parse(stored)
      }
    },
    remove: async (id) => {
      if (!(await store.remove(kind, id))) throw new Failure(notFound[0], { [notFound[1]]: id })
    },
  }
}

export interface SummarisedRecords<Value, Summary> {
  list(): Promise<readonly Summary[]>
  get(id: string): Promise<Summary>
  create(value: Value, wanted: string | undefined): Promise<Summary>
  change(id: string, change: (old: Value) => Value): Promise<Summary>
}

/** Records as a service shows them; the failures are those of the records. */
export function summariseRecords<Value, Summary>(
  records: Records<Value>,
  summarise: (stored: Stored<Value>) => Promise<Summary>,
): SummarisedRecords<Value, Summary> {
  return {
    list: async () => Promise.all((await records.list()).map(summarise)),
    get: async (id) => summarise(await records.get(id)),
    create: async (value, wanted) => summarise(await records.create(value, wanted)),
    change: async (id, change) => summarise(await records.change(id, change)),
  }
}

/** An id from a name: `Rail desk!` gives `rail-desk`; names without Latin letters or digits get the fallback. */
function idFromName(name: string, fallback: string): string {
  const id = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 56)
  return id === '' ? fallback : id
}
