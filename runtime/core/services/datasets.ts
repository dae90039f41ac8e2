/** Datasets: labelled requests, versioned by their content. */
import type { CreateDataset, DatasetRow, DatasetSummary } from '../wire/datasets.ts'
import type { Page, PageRequest } from './page.ts'

export interface DatasetService {
  list(): Promise<readonly DatasetSummary[]>
  /** @throws DATASET_NOT_FOUND */
  get(id: string): Promise<DatasetSummary>
  /** @throws RESOURCE_EXISTS */
  create(request: CreateDataset): Promise<DatasetSummary>
  /** Changes name and description; rows and version stay. */
  describe(
    id: string,
    change: { readonly name?: string; readonly description?: string },
  ): Promise<DatasetSummary>
  remove(id: string): Promise<void>
  /** Rows in the order in which they were first put. */
  rows(id: string, page: PageRequest): Promise<Page<DatasetRow>>
  /** All or none; replaces rows that have the same id. */
  putRows(id: string, rows: readonly DatasetRow[]): Promise<DatasetSummary>
  removeRows(id: string, rowIds: readonly string[]): Promise<DatasetSummary>
  /** Adds the request of a stored run, with what it answered as the label unless `expected` is given. @throws RUN_NOT_FOUND */
  addRun(id: string, runId: string, expected?: DatasetRow['expected']): Promise<DatasetSummary>
  /** Every row in order, a batch at a time, so that a large dataset never stands in memory at once. */
  read(id: string): AsyncIterable<readonly DatasetRow[]>
}
