import type { ErrorTable } from './error-table.ts'

/** Of gates over a report, and what a report warns of. */
export const reportErrors = {
  GATE_UNKNOWN_NAME: {
    status: 422,
    message: 'The gate names "{path}", which the report does not have. There it has: {names}.',
  },
  GATE_NOT_A_FIGURE: {
    status: 422,
    message: 'The gate names "{path}", which is no single figure. Name one of its parts: {names}.',
  },
  GATE_NO_FIGURE: {
    status: 422,
    message:
      'The gate names "{path}", for which this experiment gives no figure, so nothing can be decided. Measure more rows, or name another figure.',
  },
  GATE_UNLIKE: {
    status: 422,
    message:
      'The gate compares "{left}" with "{right}" by size, and these are not both numbers: that never holds, so the gate would never fail.',
  },
  GATE_INCOMPLETE: {
    status: 409,
    message:
      'The experiment "{experiment}" has {done} of {total} cells; a part of the rows decides no gate. Resume it first.',
  },
  GATE_NAMES_NOTHING: {
    status: 422,
    message:
      'The gate "{expression}" names no figure of the report, so it would always give the same. Name one.',
  },
  REPORT_PARTIAL: {
    status: 409,
    message:
      '{missing} of {total} cells are missing: this table is no result, and it can be no baseline. Resume the experiment.',
  },
  BASELINE_PARTIAL: {
    status: 409,
    message:
      'Variant "{variant}" has {done} of {total} cells; what is partial can be no baseline. Resume the experiment, or choose a variant that is complete.',
  },
  REPORT_FEW_ROWS: {
    status: 422,
    message:
      'Too few rows were measured ({n}): intervals are wide, and most differences stay undecided. Add rows to the dataset.',
  },
  REPORT_NO_ROWS: {
    status: 422,
    message: 'The dataset has no rows, so there is nothing to compare. Add rows to it.',
  },
  REPORT_NO_ANSWERS: {
    status: 422,
    message:
      'No row says which answers are right, so no answer can be scored. Add answers to rows of the dataset.',
  },
  REPORT_PARTLY_ANSWERED: {
    status: 422,
    message:
      '{missing} of {n} rows do not say which answers are right; metrics of answers are drawn from the others.',
  },
  REPORT_PARTLY_INTENT: {
    status: 422,
    message:
      '{missing} of {n} rows do not say which intent is right; route accuracy is drawn from the others.',
  },
  REPORT_PARTLY_DOCUMENTS: {
    status: 422,
    message:
      '{missing} of {n} rows do not say which documents are right; metrics of retrieval are drawn from the others.',
  },
  REPORT_TAG_SKIPPED: {
    status: 422,
    message:
      'Tag "{tag}" has {count} values, more than {limit}: that is an id rather than a group of rows, and it is left out of the slices.',
  },
  REPORT_MIXED_LANGUAGES: {
    status: 422,
    message:
      'The dataset mixes languages ({en} rows English, {zh} Chinese), whose answers are compared by different tokens. Tag the rows and compare by slice.',
  },
  REPORT_OUTPUT_TYPES: {
    status: 422,
    message:
      'The variants give outputs of different types ({types}); scores of unlike outputs say little. Compare variants with the same output.',
  },
  REPORT_UNSCORED: {
    status: 422,
    message:
      'Metric "{metric}" gave no number for {count} cells of "{variant}"; they are left out of it. The first reason: {reason}.',
  },
  REPORT_FAILED_CELLS: {
    status: 422,
    message:
      '{failed} cells of "{variant}" failed and {timedOut} ran out of time, first with {code}. They score 0 in every metric; failed ones have no latency.',
  },
  REPORT_CELLS_IGNORED: {
    status: 422,
    message:
      '{count} stored cells belong to no row and variant of this experiment, or came twice; they were not counted.',
  },
  REPORT_PRIMARY_MISSING: {
    status: 422,
    message:
      'The primary metric "{metric}" gave no number at all, so there is no regret, no front and no verdict in it. The experiment has: {names}.',
  },
} as const satisfies ErrorTable
