/** The calls of `/api/datasets`. */
import { z } from 'zod'
import type { DatasetPageRequest } from '../core/services/datasets.ts'
import type { CreateDataset, DatasetRow, DescribeDataset } from '../core/wire/datasets.ts'
import { datasetRowSchema, datasetSummarySchema, noIntentName } from '../core/wire/datasets.ts'
import { itemsOf, pageOf, queryOf, toPage } from './pages.ts'
import type { Transport } from './transport.ts'

/** A part of an import: small enough that the server answers others in between. */
const partRows = 1_000

export function datasetCalls(http: Transport) {
  const at = (id: string) => `/api/datasets/${encodeURIComponent(id)}`
  return {
    list: async () => (await http.json(itemsOf(datasetSummarySchema), 'GET', '/api/datasets')).items,
    get: (id: string) => http.json(datasetSummarySchema, 'GET', at(id)),
    create: (body: CreateDataset) => http.json(datasetSummarySchema, 'POST', '/api/datasets', { body }),
    describe: (id: string, body: DescribeDataset) =>
      http.json(datasetSummarySchema, 'PATCH', at(id), { body }),
    remove: async (id: string) => {
      await http.request('DELETE', at(id))
    },
    restore: (id: string) => http.json(datasetSummarySchema, 'POST', `${at(id)}/restore`, { body: {} }),
    rows: async (id: string, { after, limit, search, intent }: DatasetPageRequest = {}) => {
      const query = queryOf({ after, limit, search, intent: intent === null ? noIntentName : intent })
      return toPage(await http.json(pageOf(datasetRowSchema), 'GET', `${at(id)}/rows${query}`))
    },
    intents: async (id: string) =>
      (await http.json(z.object({ intents: z.record(z.string(), z.int()) }), 'GET', `${at(id)}/intents`))
        .intents,
    /** Up to 5,000 at once. */
    putRows: (id: string, items: readonly DatasetRow[]) =>
      http.json(datasetSummarySchema, 'PUT', `${at(id)}/rows`, { body: { items } }),
    /** Any number, in parts that are written together when the last has come. */
    importRows: async (
      id: string,
      rows: readonly DatasetRow[],
      importId: string,
      onPart?: (share: number) => void,
    ) => {
      const of = Math.ceil(rows.length / partRows)
      for (let part = 0; part < of; part += 1) {
        const items = rows.slice(part * partRows, (part + 1) * partRows)
        const body = { items, import: { id: importId, part, of } }
        await http.request('PUT', `${at(id)}/rows`, { body })
        onPart?.((part + 1) / of)
      }
    },
    removeRows: (id: string, ids: readonly string[]) =>
      http.json(datasetSummarySchema, 'POST', `${at(id)}/rows/remove`, { body: { ids } }),
    addRun: (id: string, run: string, expected?: DatasetRow['expected']) =>
      http.json(datasetSummarySchema, 'POST', `${at(id)}/rows/from-run`, {
        body: { run, ...(expected === undefined ? {} : { expected }) },
      }),
    /** Up to 500 at once, all or none. */
    addRuns: (id: string, runs: readonly string[], expected?: DatasetRow['expected']) =>
      http.json(datasetSummarySchema, 'POST', `${at(id)}/rows/from-runs`, {
        body: { runs, ...(expected === undefined ? {} : { expected }) },
      }),
  }
}
