import type { ErrorTable } from './error-table.ts'

export const retrievalErrors = {
  DUPLICATE_DOCUMENT: {
    status: 422,
    message: 'Two documents have the id "{document}". Give one of them another id.',
  },
  INDEX_FILE_DAMAGED: {
    status: 422,
    message: '{source} cannot be read as an index: {reason}. Build it anew from its documents.',
  },
  INDEX_FILE_NEWER: {
    status: 422,
    message:
      '{source} has index format version {version}; this Signalbox reads up to {supported}. Update Signalbox or build the index anew.',
  },
  COLLECTION_INCOMPLETE: {
    status: 422,
    message: 'The folder "{folder}" is no collection: {missing} is missing. Add it or choose another folder.',
  },
  ROW_INVALID: {
    status: 422,
    message: '{file}, line {line}, field "{field}": {reason}. Correct the row and try again.',
  },
} as const satisfies ErrorTable
