/** What a storage driver provides. An acknowledged write survives the death of the process. */
import type { PipelineDocument } from '../document/document.ts'
import type { Page, RevisionPage } from '../services/page.ts'
import type { RunFilter } from '../services/runs.ts'
import type { TraceEvent } from '../trace/events.ts'
import type { Json } from '../values.ts'
import type { Cell } from '../wire/experiments.ts'
import type {
  Draft,
  Filing,
  PipelineSummary,
  Revision,
  RevisionSummary,
  RevisionTexts,
} from '../wire/pipelines.ts'
import type { BankMeasure } from '../wire/bank-metrics.ts'
import type { Feedback, Retention, RunCount, RunSummary } from '../wire/runs.ts'

export interface PipelineStore {
  list(): Promise<readonly PipelineSummary[]>
  get(id: string): Promise<Draft | undefined>
  /** A text that differs whenever the draft does: cheap to ask for beside a draft. */
  version(id: string): Promise<string | undefined>
  /** Creates with counter 1; undefined when the id is taken. One that was removed makes room for good. */
  create(document: PipelineDocument): Promise<Draft | undefined>
  /** Saves when the counter is `expectedCounter`, and raises it; otherwise changes nothing and returns undefined. */
  save(id: string, document: PipelineDocument, expectedCounter: number): Promise<Draft | undefined>
  /** Changes tags and archive, not the counter; undefined when there is no such pipeline. */
  file(id: string, filing: Filing): Promise<PipelineSummary | undefined>
  /** Hides the draft and its revisions when the counter matches, until they are restored or purged. */
  remove(id: string, expectedCounter: number): Promise<boolean>
  /** Undefined when no such pipeline was removed. */
  restore(id: string): Promise<Draft | undefined>
  /** Deletes for good what was removed before this moment (ISO 8601). */
  purge(before: string): Promise<void>
  /** Adds a revision, or returns the one that has this hash. */
  addRevision(revision: Revision): Promise<Revision>
  /** Undefined when there is no such revision. */
  describeRevision(id: string, hash: string, texts: RevisionTexts): Promise<Revision | undefined>
  /** Newest first, then by hash; `after` is the hash of the last one before. */
  revisions(id: string, page?: RevisionPage): Promise<Page<RevisionSummary>>
  revision(id: string, hash: string): Promise<Revision | undefined>
  publish(id: string, hash: string): Promise<Draft | undefined>
}

/** What one request told about the adapter that served it; `id` counts up and is never given twice. */
export interface StoredMeasure {
  readonly id: number
  readonly measure: BankMeasure
}

/** A value too large to stand in an event, under the SHA-256 of its JSON. */
export interface LargeValue {
  readonly hash: string
  readonly value: Json
}

/** The end of a run, stored in one step. */
export interface RunEnd {
  readonly summary: RunSummary
  /** Those that were not stored yet. */
  readonly events: readonly TraceEvent[]
  readonly values: readonly LargeValue[]
  /** One for each bank decision. */
  readonly measures: readonly BankMeasure[]
}

/** What of the runs is kept; `running` ones always are. */
export interface PruneRequest {
  /** ISO 8601: runs that started before go. */
  readonly before: string
  /** At most so many runs. */
  readonly keepRuns: number
  /** At most so many bytes of traces; the oldest runs go first. */
  readonly keepBytes: number
  /** At most so many runs are removed by this call. */
  readonly limit: number
}

export interface Pruned {
  readonly runs: number
  /** Values that no run uses any more. */
  readonly values: number
  /** False when nothing more is to be removed. */
  readonly hasMore: boolean
}

/** Runs and their traces. Events are written in batches; a summary at the start and at the end. */
export interface RunStore {
  /** Inserts or replaces the summary. */
  putSummary(summary: RunSummary): Promise<void>
  /** Adds events with the large values that they refer to. */
  appendEvents(runId: string, events: readonly TraceEvent[], values: readonly LargeValue[]): Promise<void>
  /** Stores the end of a run: all of it or nothing. */
  finish(end: RunEnd): Promise<void>
  get(runId: string): Promise<RunSummary | undefined>
  /** Newest first. */
  list(filter: RunFilter): Promise<Page<RunSummary>>
  events(runId: string, fromSeq: number): Promise<readonly TraceEvent[]>
  value(hash: string): Promise<Json | undefined>
  /** What was measured for a bank, in the order of `id`, from after `afterId` on. */
  measures(bank: string, afterId: number, limit: number): Promise<readonly StoredMeasure[]>
  /**
   * Adds feedback. A score becomes that of the run's measures; `scores`, what the answer is worth against a label, join the
   * summary's and the measures'.
   */
  addFeedback(runId: string, feedback: Feedback, at: string, scores?: RunSummary['scores']): Promise<void>
  feedback(runId: string): Promise<readonly { readonly feedback: Feedback; readonly at: string }[]>
  /** Marks runs that were running when the process died as `interrupted`; returns how many. */
  closeInterrupted(): Promise<number>
  /** Of every pipeline that was run; runs of experiments do not count. */
  counts(): Promise<readonly RunCount[]>
  prune(request: PruneRequest): Promise<Pruned>
  size(): Promise<Retention['stored']>
}

export interface StoredRecord {
  readonly id: string
  /** Raised by every put. */
  readonly generation: number
  readonly value: Json
  readonly updatedAt: string
}

export interface StoredRow {
  readonly id: string
  readonly value: Json
}

export interface RowQuery {
  readonly after?: string
  readonly limit: number
  /** Only rows that hold this in one of their texts, however deep, without regard to ASCII case. */
  readonly search?: string
  /** Only rows whose field equals this; `a.b` is the field `b` of the object `a`. */
  readonly where?: { readonly field: string; readonly equals: string | null }
}

/** Named records with rows under them: indexes with articles, intents with utterances, banks with questions, datasets. */
export interface CollectionStore {
  list(kind: string): Promise<readonly StoredRecord[]>
  get(kind: string, id: string): Promise<StoredRecord | undefined>
  /** With `ifGeneration` (0: must not exist) changes nothing and returns undefined when the generation differs. */
  put(kind: string, id: string, value: Json, ifGeneration?: number): Promise<StoredRecord | undefined>
  /** Removes the record and its rows. */
  remove(kind: string, id: string): Promise<boolean>
  /** Rows in the order in which they were first put. */
  rows(kind: string, id: string, query: RowQuery): Promise<Page<StoredRow>>
  row(kind: string, id: string, rowId: string): Promise<StoredRow | undefined>
  /** All or none; replaces rows that have the same id. */
  putRows(kind: string, id: string, rows: readonly StoredRow[]): Promise<void>
  removeRows(kind: string, id: string, rowIds: readonly string[]): Promise<number>
  countRows(kind: string, id: string): Promise<number>
  /** Number of rows by the value of a text field; `a.b` is the field `b` of the object `a`. */
  countRowsBy(kind: string, id: string, field: string): Promise<Readonly<Record<string, number>>>
}

/** Immutable bytes by the SHA-256 of their content. */
export interface BlobStore {
  /** Returns the hash, 64 hexadecimal digits. */
  put(bytes: Uint8Array): Promise<string>
  /** @throws BLOB_CORRUPT when the stored bytes do not have their hash */
  get(hash: string): Promise<Uint8Array | undefined>
  remove(hash: string): Promise<boolean>
}

/** Where a cell stands: positions in the manifest of its experiment. */
export interface CellPlace {
  readonly row: number
  readonly variant: number
  readonly repetition: number
  readonly arm: number
}

export interface PlacedCell {
  readonly place: CellPlace
  readonly cell: Cell
}

export interface CellQuery {
  readonly after?: string
  readonly limit: number
  readonly row?: number
  readonly variant?: number
}

export interface CellTexts {
  readonly items: readonly string[]
  /** The `after` of the next ones; missing after the last. */
  readonly next?: string
}

/** Cells by column, in the order of their places. Texts stand as they are. */
export interface CellColumns {
  readonly row: readonly number[]
  readonly variant: readonly number[]
  readonly repetition: readonly number[]
  readonly arm: readonly number[]
  readonly status: readonly Cell['status'][]
  readonly intent: readonly (string | null)[]
  readonly confidence: readonly (number | null)[]
  readonly margin: readonly (number | null)[]
  readonly reason: readonly (string | null)[]
  /** 1 for true, 0 for false. */
  readonly outOfScope: readonly (number | null)[]
  readonly abstained: readonly (number | null)[]
  readonly alias: readonly (string | null)[]
  readonly outcome: readonly (string | null)[]
  readonly wallMs: readonly number[]
  readonly ttftMs: readonly (number | null)[]
  readonly nodeMs: readonly number[]
  readonly queueMs: readonly number[]
  readonly engineMs: readonly number[]
  readonly loadMs: readonly number[]
  readonly cost: readonly (number | null)[]
  /** Keys that are the same, within a row, for the same answers, and for the same documents in the same order. */
  readonly answer: readonly string[]
  readonly documents: readonly string[]
  /** By metric. */
  readonly scores: Readonly<Record<string, readonly (number | null)[]>>
}

/** Results of experiments. A place holds one cell: whatever is put there later changes nothing. */
export interface ExperimentStore {
  /** All or none of them; returns how many were new. */
  putCells(experiment: string, cells: readonly PlacedCell[]): Promise<number>
  cell(experiment: string, place: CellPlace): Promise<Cell | undefined>
  /** In the order of their places. */
  cells(experiment: string, query: CellQuery): Promise<Page<Cell>>
  /** Cells as JSON, in the order of their places, for whoever reads all of them: nothing is counted or parsed. */
  texts(experiment: string, query: Pick<CellQuery, 'after' | 'limit'>): Promise<CellTexts>
  /** The places that are taken, in order: row, variant, repetition and arm of one after those of another. */
  places(experiment: string): Promise<Int32Array>
  /** Cells that are there, and those of them that failed or ran out of time. */
  count(experiment: string): Promise<{ readonly done: number; readonly failed: number }>
  columns(experiment: string): Promise<CellColumns>
  remove(experiment: string): Promise<void>
}

export interface Stores {
  readonly pipelines: PipelineStore
  readonly runs: RunStore
  readonly collections: CollectionStore
  readonly blobs: BlobStore
  readonly experiments: ExperimentStore
  close(): Promise<void>
}
