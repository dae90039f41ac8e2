import type { ErrorTable } from './error-table.ts'

/** Why a request has no score, and what statistics refuse. */
export const measurementErrors = {
  METRIC_NO_TEXT: {
    status: 422,
    message:
      'Metric "{metric}" compares texts, and the pipeline gave neither a text nor an answer. Wire one to its output.',
  },
  METRIC_NO_INTENT: {
    status: 422,
    message: 'Metric "{metric}" compares intents, and no step gave one. Add an intent classifier.',
  },
  METRIC_NO_DOCUMENTS: {
    status: 422,
    message: 'Metric "{metric}" compares documents, and no step gave any. Add a retriever.',
  },
  METRIC_NOTHING_RELEVANT: {
    status: 422,
    message:
      'Metric "{metric}" has no value for a row whose list of relevant documents is empty. Name a document, or leave the label out.',
  },
  METRIC_NOT_A_NUMBER: {
    status: 422,
    message: 'Metric "{metric}" gave no finite number. The row is counted apart and left out of the mean.',
  },
  METRIC_NO_PRICE: {
    status: 422,
    message:
      'Metric "{metric}" has no value where a model was asked whose tokens have no price. Set both prices on the chat model, 0 where it costs nothing.',
  },
  METRIC_NO_TOKENS: {
    status: 422,
    message:
      'Metric "{metric}" has no value where a model did not say how many tokens it took, or broke off before it could.',
  },
  STATISTIC_NOT_A_NUMBER: {
    status: 422,
    message:
      'Value {position} of {count} for {statistic} is not a finite number. Count such rows apart and leave them out.',
  },
  STATISTIC_PAIRS_UNEQUAL: {
    status: 422,
    message: '{statistic} compares pairs, and was given {baseline} and {variant} values. Pair them by row.',
  },
  STATISTIC_ARGUMENT_INVALID: {
    status: 422,
    message: '{statistic} needs {argument} to be {wanted}; it was given {given}.',
  },
} as const satisfies ErrorTable
