import type { ErrorTable } from './error-table.ts'

export const intentErrors = {
  TOO_FEW_INTENTS: {
    status: 422,
    message:
      'Training takes at least 2 intents with utterances; there are {count}. Add utterances of another intent.',
  },
  INTENT_MODEL_DAMAGED: {
    status: 422,
    message: '{source} is not a usable intent model: {reason}. Train it again.',
  },
  INTENT_MODEL_NEWER: {
    status: 422,
    message: '{source} has version {version}; this Signalbox reads up to {supported}. Update Signalbox.',
  },
  SPLIT_EMPTY: { status: 422, message: '{source} has no rows of split "{split}". Choose another split.' },
} as const satisfies ErrorTable
