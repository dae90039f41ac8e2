/** The catalogue of errors: every code that Signalbox can report, gathered from one file an area. */
import { bankErrors } from './bank-errors.ts'
import { datasetErrors } from './dataset-errors.ts'
import { documentErrors } from './document-errors.ts'
import { egressErrors } from './egress-errors.ts'
import { engineErrors } from './engine-errors.ts'
import { modelErrors } from './model-errors.ts'
import { experimentErrors } from './experiment-errors.ts'
import { nodeErrors } from './node-errors.ts'
import { retrievalErrors } from './retrieval-errors.ts'
import { intentErrors } from './intent-errors.ts'
import { adapterErrors } from './adapter-errors.ts'
import { readerErrors } from './reader-errors.ts'
import { storageErrors } from './storage-errors.ts'
import { serverErrors } from './server-errors.ts'
import { jobErrors } from './job-errors.ts'
import { importErrors } from './import-errors.ts'
import { measurementErrors } from './measurement-errors.ts'
import { pageErrors } from './page-errors.ts'
import { reportErrors } from './report-errors.ts'

export const errorCatalogue = {
  ...documentErrors,
  ...engineErrors,
  ...nodeErrors,
  ...modelErrors,
  ...retrievalErrors,
  ...intentErrors,
  ...adapterErrors,
  ...readerErrors,
  ...storageErrors,
  ...serverErrors,
  ...bankErrors,
  ...jobErrors,
  ...importErrors,
  ...datasetErrors,
  ...measurementErrors,
  ...reportErrors,
  ...experimentErrors,
  ...egressErrors,
  ...pageErrors,
} as const

export type ErrorCatalogue = typeof errorCatalogue
export type ErrorCode = keyof ErrorCatalogue

export function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(errorCatalogue, code)
}
