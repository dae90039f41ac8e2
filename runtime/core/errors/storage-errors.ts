import type { ErrorTable } from './error-table.ts'

export const storageErrors = {
  PIPELINE_NOT_FOUND: {
    status: 404,
    message: 'Pipeline "{pipeline}" does not exist. Choose another or create it.',
  },
  PIPELINE_EXISTS: { status: 409, message: 'Pipeline "{pipeline}" exists already. Choose another id.' },
  REVISION_NOT_FOUND: {
    status: 404,
    message: 'Pipeline "{pipeline}" has no revision "{revision}". Choose one of its list.',
  },
  REVISION_CONFLICT: {
    status: 412,
    message:
      'Pipeline "{pipeline}" was saved elsewhere: it is at {current}, this change was made at {expected}. Merge and save again.',
  },
  PRECONDITION_REQUIRED: {
    status: 428,
    message:
      'A change of pipeline "{pipeline}" needs If-Match with its counter. Read it first, then send its ETag.',
  },
  RUN_NOT_FOUND: {
    status: 404,
    message: 'Run "{run}" does not exist; it may have been removed by age. Choose another.',
  },
  VALUE_NOT_FOUND: {
    status: 404,
    message: 'The stored value "{hash}" does not exist; it may have been removed by age.',
  },
  RESOURCE_EXISTS: { status: 409, message: 'The {kind} "{id}" exists already. Choose another name.' },
  INDEX_NOT_FOUND: {
    status: 404,
    message: 'Index "{index}" does not exist. Choose another, or create it under Knowledge.',
  },
  INDEX_NOT_BUILT: { status: 409, message: 'Index "{index}" has not been built. Build it under Knowledge.' },
  INDEX_BUILD_FAILED: {
    status: 409,
    message: 'Index "{index}" could not be built: {reason} Build it again under Knowledge.',
  },
  ARTICLE_NOT_FOUND: { status: 404, message: 'Index "{index}" has no article "{article}".' },
  INTENTS_NOT_FOUND: {
    status: 404,
    message: 'Intent model "{intents}" does not exist. Choose another, or create it under Routing.',
  },
  INTENTS_NOT_TRAINED: {
    status: 409,
    message: 'Intent model "{intents}" has not been trained. Train it under Routing.',
  },
  BANK_NOT_FOUND: {
    status: 404,
    message: 'Bank "{bank}" does not exist. Choose another, or create it under Adapters.',
  },
  BLOB_CORRUPT: {
    status: 500,
    message:
      'The stored file {hash} is damaged: its content has another checksum. Restore it or build it anew.',
  },
  DATA_DIR_LOCKED: {
    status: 409,
    message:
      'The data directory "{directory}" is in use by process {pid}. Wait until that has started or ended, then try again.',
  },
  DATA_DIR_SERVER_SILENT: {
    status: 503,
    message:
      'The data directory "{directory}" belongs to the server at {url}, which does not answer ({reason}). End its process {pid} or start it anew, then try again.',
  },
  STORE_NEWER: {
    status: 500,
    message:
      'The database has schema version {version}; this Signalbox knows up to {supported}. Update Signalbox.',
  },
  STORE_FAILED: { status: 500, message: 'The database could not do "{operation}": {reason}.' },
} as const satisfies ErrorTable
