/** The Chinese texts of the error catalogue; a missing code does not compile. */
import type { ErrorCode } from './catalogue.ts'
import { bankErrorsZh } from './bank-errors.zh.ts'
import { datasetErrorsZh } from './dataset-errors.zh.ts'
import { documentErrorsZh } from './document-errors.zh.ts'
import { egressErrorsZh } from './egress-errors.zh.ts'
import { engineErrorsZh } from './engine-errors.zh.ts'
import { modelErrorsZh } from './model-errors.zh.ts'
import { experimentErrorsZh } from './experiment-errors.zh.ts'
import { nodeErrorsZh } from './node-errors.zh.ts'
import { retrievalErrorsZh } from './retrieval-errors.zh.ts'
import { intentErrorsZh } from './intent-errors.zh.ts'
import { adapterErrorsZh } from './adapter-errors.zh.ts'
import { readerErrorsZh } from './reader-errors.zh.ts'
import { storageErrorsZh } from './storage-errors.zh.ts'
import { serverErrorsZh } from './server-errors.zh.ts'
import { jobErrorsZh } from './job-errors.zh.ts'
import { importErrorsZh } from './import-errors.zh.ts'
import { measurementErrorsZh } from './measurement-errors.zh.ts'
import { pageErrorsZh } from './page-errors.zh.ts'
import { reportErrorsZh } from './report-errors.zh.ts'

export const errorsZh: Readonly<Record<ErrorCode, string>> = {
  ...documentErrorsZh,
  ...engineErrorsZh,
  ...nodeErrorsZh,
  ...modelErrorsZh,
  ...retrievalErrorsZh,
  ...intentErrorsZh,
  ...adapterErrorsZh,
  ...readerErrorsZh,
  ...storageErrorsZh,
  ...serverErrorsZh,
  ...bankErrorsZh,
  ...jobErrorsZh,
  ...importErrorsZh,
  ...datasetErrorsZh,
  ...measurementErrorsZh,
  ...reportErrorsZh,
  ...experimentErrorsZh,
  ...egressErrorsZh,
  ...pageErrorsZh,
}
