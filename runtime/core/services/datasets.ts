/** Datasets: labelled requests, versioned by their content. */
import type {
  CreateDataset,
  DatasetRow,
  DatasetSummary,
  DescribeDataset,
  ImportPart,
} from '../wire/datasets.ts'
import type { Page, PageRequest } from './page.ts'

export interface DatasetPageRequest extends PageRequest {
  /** Only rows labelled with this intent; null: those labelled as belonging to none. */
  readonly intent?: string | null
}

export interface DatasetService {
  list(): Promise<readonly DatasetSummary[]>
  /** @throws DATASET_NOT_FOUND */
  get(id: string): Promise<DatasetSummary>
  /** @throws RESOURCE_EXISTS */
  create(request: CreateDataset): Promise<DatasetSummary>
  /** Changes name and description; rows and version stay. */
  describe(id: string, change: DescribeDataset): Promise<DatasetSummary>
  /** It can be restored until another of its id is created, or for a day. */
  remove(id: string): Promise<void>
  /** @throws DATASET_NOT_FOUND when it was not removed, or too long ago */
  restore(id: string): Promise<DatasetSummary>
  /** Rows in the order in which they were first put. */
  rows(id: string, page: DatasetPageRequest): Promise<Page<DatasetRow>>
  /** The rows that have these ids, in the order of the ids; ids that no row has are passed over. */
  pick(id: string, rowIds: readonly string[]): Promise<readonly DatasetRow[]>
  /** Number of rows by the intent they are labelled with. */
  intents(id: string): Promise<Readonly<Record<string, number>>>
  /** All or none; replaces rows that have the same id. @throws DATASET_ROW_REPEATED, DATASET_ROW_TOO_LARGE */
  putRows(id: string, rows: readonly DatasetRow[]): Promise<DatasetSummary>
  /**
   * One part of many rows. They wait in memory until the last has come and are then written at once.
   *
   * @throws DATASET_PART_MISSING when one is not the next, DATASET_IMPORT_TOO_LARGE, and as `putRows`
   */
  putPart(id: string, rows: readonly DatasetRow[], part: ImportPart): Promise<DatasetSummary>
  /** @throws DATASET_ROW_NOT_FOUND when it has none of them */
  removeRows(id: string, rowIds: readonly string[]): Promise<DatasetSummary>
  /**
   * Adds the request of a stored run, with what it answered as the label unless `expected` is given.
   *
   * @throws RUN_NOT_FOUND, RUN_NOT_FINISHED
   */
  addRun(id: string, runId: string, expected?: DatasetRow['expected']): Promise<DatasetSummary>
  /** Adds several, all or none; @param expected the label of each, in place of what it answered */
  addRuns(id: string, runIds: readonly string[], expected?: DatasetRow['expected']): Promise<DatasetSummary>
  /** Every row in order, a batch at a time, so that a large dataset never stands in memory at once. */
  read(id: string): AsyncIterable<readonly DatasetRow[]>
}
