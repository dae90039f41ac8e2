/** Experiments: planned, run in interleaved order, stopped and resumed, reported. */
import type { Cell, CreateExperiment, ExperimentSummary, Report } from '../wire/experiments.ts'
import type { Page, PageRequest } from './page.ts'

export interface CellFilter extends PageRequest {
  readonly variant?: string
  readonly row?: string
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
  /** All cells, a batch at a time. */
  readCells(id: string): AsyncIterable<readonly Cell[]>
  report(id: string): Promise<Report>
}
