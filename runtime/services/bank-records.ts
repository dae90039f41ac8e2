/** The record of a bank, and what the parts of the bank service share. */
import { z } from 'zod'
import { failure } from '../core/errors/failure.ts'
import type { Backend } from '../core/services/backends.ts'
import type { CollectionStore } from '../core/stores/stores.ts'
import type { Bank } from '../core/wire/banks.ts'
import { adapterSummarySchema, aliasNameSchema, bankRouteSchema } from '../core/wire/banks.ts'
import { languageSchema } from '../core/wire/indexes.ts'
import type { AdapterLoader } from './adapter-loader.ts'
import { createAdapterLoader } from './adapter-loader.ts'
import type { Drivers } from './backends.ts'
import { findDriver } from './backends.ts'
import type { BlobKeeper } from './blob-keeper.ts'
import type { Records, SummarisedRecords } from './records.ts'
import { openRecords, summariseRecords } from './records.ts'

const storedAdapterSchema = adapterSummarySchema.extend({
  /** Blobs of PEFT's two files. */
  configBlob: z.string(),
  weightsBlob: z.string(),
})

const bankRecordSchema = z.object({
  name: z.string(),
  language: languageSchema,
  backend: z.string(),
  base: z.string(),
  defaultAlias: aliasNameSchema.nullable(),
  aliases: z.array(z.object({ alias: aliasNameSchema, adapter: z.string() })),
  routes: z.array(bankRouteSchema),
  adapters: z.array(storedAdapterSchema),
  /** The last ones that were removed, newest first, so that a removal can be undone. */
  removed: z.array(storedAdapterSchema).default([]),
})

export type BankRecord = z.infer<typeof bankRecordSchema>
export type StoredAdapter = z.infer<typeof storedAdapterSchema>

/** Of banks in the collection store. */
export const bankKind = 'bank'

export interface BankContext {
  readonly collections: CollectionStore
  readonly blobs: BlobKeeper
  readonly loader: AdapterLoader
  readonly records: Records<BankRecord>
  readonly summaries: SummarisedRecords<BankRecord, Bank>
  /** @throws BACKEND_NOT_FOUND */
  backendOf(id: string): Backend
}

export function createBankContext(
  collections: CollectionStore,
  blobs: BlobKeeper,
  drivers: Drivers,
): BankContext {
  const records = openRecords(collections, {
    kind: bankKind,
    schema: bankRecordSchema,
    notFound: ['BANK_NOT_FOUND', 'bank'],
  })
  const summaries = summariseRecords(records, async ({ id, generation, record }): Promise<Bank> => {
    const { removed: _removed, ...shown } = record
    const adapters = record.adapters.map(({ configBlob: _config, weightsBlob: _weights, ...rest }) => rest)
    return { id, generation, ...shown, adapters, questions: await collections.countRows(bankKind, id) }
  })
  return {
    collections,
    blobs,
    loader: createAdapterLoader(blobs),
    records,
    summaries,
    backendOf: (id) => findDriver(drivers, id),
  }
}

/** @throws ADAPTER_NOT_FOUND */
export function findAdapter(id: string, record: BankRecord, adapter: string): StoredAdapter {
  const found = record.adapters.find((stored) => stored.id === adapter)
  if (found === undefined) throw failure('ADAPTER_NOT_FOUND', { bank: id, adapter })
  return found
}
