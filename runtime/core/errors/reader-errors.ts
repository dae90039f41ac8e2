import type { ErrorTable } from './error-table.ts'

export const readerErrors = {
  READER_WEIGHTS_DAMAGED: {
    status: 500,
    message: '{source} holds no usable reader weights: {reason}. Install Signalbox again.',
  },
  TOO_FEW_EXAMPLES: {
    status: 422,
    message:
      'Training takes at least {minimum} questions whose answer stands in the articles; there are {count}. Add some.',
  },
  TRAINED_ON_THIS: {
    status: 422,
    message: 'These weights were trained on "{dataset}". Evaluate out-of-fold with --folds 5.',
  },
} as const satisfies ErrorTable
