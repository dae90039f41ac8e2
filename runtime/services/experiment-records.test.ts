import { beforeEach, expect, it } from 'vitest'
import type { BlobStore } from '../core/stores/stores.ts'
import type { PinnedRow } from '../core/services/experiments.ts'
import { experimentDefinitionSchema } from '../core/wire/experiments.ts'
import { rowsInBlob } from '../evaluation/experiments/manifest.ts'
import { openMemoryStores } from '../storage/memory/open-stores.ts'
import { labExperiment } from '../testing/experiment-lab.ts'
import { createBlobKeeper } from './blob-keeper.ts'
import type { ExperimentRecords } from './experiment-records.ts'
import { newExperimentRecord, openExperimentRecords } from './experiment-records.ts'

const stores = { ...openMemoryStores() }
let held: Set<string>
let records: ExperimentRecords

beforeEach(() => {
  const { collections, blobs } = openMemoryStores()
  held = new Set()
  const watched: BlobStore = {
    ...blobs,
    put: async (bytes) => {
      const hash = await blobs.put(bytes)
      held.add(hash)
      return hash
    },
    get: (hash) => blobs.get(hash),
    remove: async (hash) => {
      held.delete(hash)
      return blobs.remove(hash)
    },
  }
  Object.assign(stores, { collections, blobs: watched })
  records = openExperimentRecords(collections, createBlobKeeper({ collections, blobs: watched }))
})

const definition = experimentDefinitionSchema.parse(labExperiment())
const rowsOf = (count: number): PinnedRow[] =>
  Array.from({ length: count }, (_, at) => ({ id: `r${at}`, hash: at.toString(16).padStart(16, '0') }))
const inputsOf = (batches: readonly (readonly PinnedRow[])[]) => ({
  definition,
  datasetVersion: 'v1',
  variants: {},
  software: { signalbox: '1', runtime: 'node' },
  readRows: async function* () {
    yield* batches
  },
})
const create = async (name: string) =>
  (await records.create(newExperimentRecord({ ...definition, name }), undefined)).id

it('pins rows in blobs of their own, which two experiments may share and the last one removes', async () => {
  const rows = rowsOf(rowsInBlob + 1)
  const [one, two] = [await create('One'), await create('Two')]
  expect(await records.inputs(one)).toBeUndefined()
  expect(await records.rows(one)).toEqual([])
  // However the rows arrive, they are kept and hashed alike.
  await records.pin(one, inputsOf([rows]))
  await records.pin(two, inputsOf([rows.slice(0, 700), [], rows.slice(700)]))
  expect(held.size).toBe(2)
  expect((await records.get(one)).record.manifest).toEqual((await records.get(two)).record.manifest)
  expect(await records.rows(two)).toEqual(rows)
  const pinned = await records.inputs(two)
  expect([pinned?.rows.count, pinned?.rows.id(rowsInBlob)]).toEqual([rowsInBlob + 1, `r${rowsInBlob}`])
  await records.remove(one)
  expect(held.size).toBe(2)
  await records.remove(two)
  expect(held.size).toBe(0)
})

it('refuses an id that two rows have, and what breaks off, leaving nothing', async () => {
  const id = await create('Twice')
  const rows = rowsOf(rowsInBlob)
  const twice = inputsOf([rows, rows.slice(7, 8)])
  await expect(records.pin(id, twice)).rejects.toMatchObject({ code: 'DUPLICATE_ID', params: { id: 'r7' } })
  const broken = {
    ...twice,
    readRows: async function* () {
      yield rows
      throw new Error('the dataset is gone')
    },
  }
  await expect(records.pin(id, broken)).rejects.toThrow('the dataset is gone')
  expect(held.size).toBe(0)
  expect(await records.inputs(id)).toBeUndefined()
})

it('reads what the first experiments kept in one blob', async () => {
  const id = await create('Old')
  const rows = rowsOf(3)
  const inputsBlob = await stores.blobs.put(new TextEncoder().encode(JSON.stringify({ rows })))
  const manifest = { hash: 'h', datasetVersion: 'v1', rows: 3, variants: {}, software: inputsOf([]).software }
  await records.change(id, (old) => ({ ...old, manifest, inputsBlob }))
  expect(await records.rows(id)).toEqual(rows)
  expect((await records.inputs(id))?.rows.hash(2)).toBe(rows[2]?.hash)
  await records.remove(id)
  expect(held.size).toBe(0)
})
