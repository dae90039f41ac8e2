/** Making a report from cells that come a batch at a time: here, or wherever the program has a thread to spare. */
import type { Report } from '../../core/wire/experiments.ts'
import { createReportBuilder } from './build-report.ts'
import type { ReportFrame } from './report-input.ts'
import { readReportCell } from './report-input.ts'

export interface ReportBuilding {
  /** @param cells each as JSON. Resolves when the next batch may come. */
  add(cells: readonly string[]): Promise<void>
  /** Resampling a large table takes seconds of processor time. @throws BASELINE_UNKNOWN, BASELINE_PARTIAL */
  finish(): Promise<Report>
  /** Gives up what was added; after `finish` it does nothing. */
  drop(): void
}

export type OpenReportBuilding = (frame: ReportFrame) => ReportBuilding

/** In the calling thread. */
export const buildHere: OpenReportBuilding = (frame) => {
  const builder = createReportBuilder(frame)
  return {
    add: async (cells) => {
      for (const text of cells) builder.add(readReportCell(text))
    },
    finish: async () => builder.finish(),
    drop: () => undefined,
  }
}
