import type { ErrorTable } from './error-table.ts'

export const datasetErrors = {
  DATASET_NOT_FOUND: {
    status: 404,
    message: 'Dataset "{dataset}" does not exist. Choose another, or create it under Datasets.',
  },
  DATASET_ROW_NOT_FOUND: { status: 404, message: 'Dataset "{dataset}" has no row "{row}".' },
  DATASET_ROW_REPEATED: {
    status: 422,
    message: 'Row "{row}" stands twice in what was sent, at {first} and at {second}. Remove one of the two.',
  },
  DATASET_ROW_TOO_LARGE: {
    status: 422,
    message: 'Row "{row}" takes {bytes} bytes; a row may take up to {limit}. Shorten it or leave it out.',
  },
  DATASET_PART_MISSING: {
    status: 409,
    message:
      'Import "{import}" broke off: part {expected} was awaited and {part} came. Nothing was written; send it again.',
  },
  DATASET_IMPORT_TOO_LARGE: {
    status: 422,
    message: 'An import holds up to {limit} rows; {count} came. Split it.',
  },
  RUN_NOT_FINISHED: {
    status: 409,
    message: 'Run "{run}" has not ended yet. Wait for its end, then add it to the dataset.',
  },
} as const satisfies ErrorTable
