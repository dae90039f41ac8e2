/** The calls of `/api/experiments`. */
import { z } from 'zod'
import type { CellFilter } from '../core/services/experiments.ts'
import type { CellKey, CreateExperiment, ExperimentSummary } from '../core/wire/experiments.ts'
import {
  cellSchema,
  experimentScoresSchema,
  experimentSummarySchema,
  reportSchema,
} from '../core/wire/experiments.ts'
import { itemsOf, pageOf, queryOf, toPage } from './pages.ts'
import type { Transport } from './transport.ts'
import { reviveFailure } from './transport.ts'
import { errorBodySchema } from '../core/wire/failure.ts'

export function experimentCalls(http: Transport) {
  const at = (id: string) => `/api/experiments/${encodeURIComponent(id)}`
  return {
    list: async () => (await http.json(itemsOf(experimentSummarySchema), 'GET', '/api/experiments')).items,
    get: (id: string) => http.json(experimentSummarySchema, 'GET', at(id)),
    create: (body: CreateExperiment) =>
      http.json(experimentSummarySchema, 'POST', '/api/experiments', { body }),
    remove: async (id: string) => {
      await http.request('DELETE', at(id))
    },
    start: (id: string) => http.json(experimentSummarySchema, 'POST', `${at(id)}/start`, { body: {} }),
    stop: (id: string) => http.json(experimentSummarySchema, 'POST', `${at(id)}/stop`, { body: {} }),
    /** How it stands now and at each change, until it rests. */
    follow: async function* (id: string, signal?: AbortSignal): AsyncGenerator<ExperimentSummary, void> {
      for await (const { event, data } of http.stream('GET', `${at(id)}/events`, { signal })) {
        const value: unknown = JSON.parse(data)
        if (event === 'error') throw reviveFailure(errorBodySchema.parse(value).error)
        yield experimentSummarySchema.parse(value)
      }
    },
    cells: async (id: string, { after, limit, row, variant }: CellFilter = {}) =>
      toPage(
        await http.json(
          pageOf(cellSchema),
          'GET',
          `${at(id)}/cells${queryOf({ after, limit, row, variant })}`,
        ),
      ),
    /** All cells by column. */
    scores: (id: string) => http.json(experimentScoresSchema, 'GET', `${at(id)}/scores`),
    report: (id: string, baseline?: string) =>
      http.json(reportSchema, 'GET', `${at(id)}/report${queryOf({ baseline })}`),
    /** The table as a file. */
    reportFile: async (
      id: string,
      format: 'json' | 'md' | 'csv' | 'html',
      locale: 'en' | 'zh-CN' = 'en',
      baseline?: string,
    ): Promise<Blob> =>
      (await http.request('GET', `${at(id)}/report${queryOf({ format, locale, baseline })}`)).blob(),
    /** The id of the stored run of a cell; it is run again where none was stored. */
    trace: async (id: string, cell: CellKey) =>
      (await http.json(z.object({ runId: z.string() }), 'POST', `${at(id)}/trace`, { body: cell })).runId,
  }
}
