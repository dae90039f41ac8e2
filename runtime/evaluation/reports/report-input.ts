/** What a report is made of. */
import type { DatasetRow } from '../../core/wire/datasets.ts'
import type { Cell, ExperimentSummary } from '../../core/wire/experiments.ts'

/** The parts of a cell that figures come from; answers and documents are shown elsewhere. */
export type ReportCell = Pick<
  Cell,
  | 'variant'
  | 'row'
  | 'repetition'
  | 'arm'
  | 'status'
  | 'attempts'
  | 'wallMs'
  | 'ttftMs'
  | 'parts'
  | 'outputType'
  | 'abstained'
  | 'intent'
  | 'outcome'
  | 'scores'
  | 'scoreFaults'
  | 'tokens'
  | 'cost'
  | 'error'
>

export type ReportRow = Pick<DatasetRow, 'id' | 'expected' | 'tags'>

export interface ReportFrame {
  readonly experiment: ExperimentSummary
  /** The rows of the dataset that the experiment counts, each once. */
  readonly rows: readonly ReportRow[]
  /** The variant that the others are compared with. @default that of the experiment's definition */
  readonly baseline?: string
}

export interface ReportInput extends ReportFrame {
  readonly cells: Iterable<ReportCell>
}

// Written by a store from a typed cell; not parsed again for speed.
export const readReportCell = (text: string) => JSON.parse(text) as ReportCell
