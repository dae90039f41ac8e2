/** Experiments: planned, run in interleaved order, stopped and resumed, reported. */
import type { DatasetRow } from '../wire/datasets.ts'
import type {
  Cell,
  CellKey,
  CreateExperiment,
  ExperimentScores,
  ExperimentSummary,
  Report,
} from '../wire/experiments.ts'
import type { Page, PageRequest } from './page.ts'

export interface CellFilter extends PageRequest {
  readonly variant?: string
  readonly row?: string
}

/** A row as the manifest holds it. */
export interface PinnedRow {
  readonly id: string
  /** SHA-256 of the row's canonical JSON, 16 hexadecimal digits. */
  readonly hash: string
  readonly expected?: DatasetRow['expected']
  readonly tags?: DatasetRow['tags']
}

export interface ExperimentService {
  /** Newest first. */
  list(): Promise<readonly ExperimentSummary[]>
  /** @throws EXPERIMENT_NOT_FOUND */
  get(id: string): Promise<ExperimentSummary>
  /** Checks everything that can be checked before the first row. @throws DATASET_NOT_FOUND, OVERRIDE_UNKNOWN … */
  create(definition: CreateExperiment): Promise<ExperimentSummary>
  remove(id: string): Promise<void>
  /**
   * Starts or resumes: writes the manifest, then runs the cells that are missing. Returns once the first cell is under way.
   *
   * @throws EXPERIMENT_INPUTS_CHANGED with the differences when what it was pinned to is no longer what is there
   */
  start(id: string): Promise<ExperimentSummary>
  /** Stops after the cells under way; the results so far stay. */
  stop(id: string): Promise<ExperimentSummary>
  /** The summary now and at each change (at most ten a second), until it rests. */
  follow(id: string, signal?: AbortSignal): AsyncIterable<ExperimentSummary>
  /** Waits until it rests. */
  wait(id: string): Promise<ExperimentSummary>
  /** In the order of the rows, then variants. */
  cells(id: string, filter: CellFilter): Promise<Page<Cell>>
  /** The rows it was pinned to, in the order of the dataset; empty before the first start. */
  rows(id: string): Promise<readonly PinnedRow[]>
  /** All cells by column. */
  scores(id: string): Promise<ExperimentScores>
  /** The id of the stored run of a cell; where none was stored, the cell is run again as it was pinned, and that run is stored. */
  trace(id: string, cell: CellKey): Promise<string>
  /** All cells, a batch at a time. */
  readCells(id: string): AsyncIterable<readonly Cell[]>
  /**
   * @param baseline what the others are compared with; that of the definition when left out
   * @throws BASELINE_UNKNOWN, BASELINE_PARTIAL
   */
  report(id: string, baseline?: string): Promise<Report>
}
