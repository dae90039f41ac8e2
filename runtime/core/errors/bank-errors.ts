import type { ErrorTable } from './error-table.ts'

export const bankErrors = {
  ADAPTER_NOT_FOUND: {
    status: 404,
    message: 'Bank "{bank}" has no adapter "{adapter}". Choose one of its list.',
  },
  ADAPTER_IN_USE: {
    status: 409,
    message: 'Adapter "{adapter}" serves the alias "{alias}". Point the alias elsewhere first.',
  },
  ADAPTER_NO_EFFECT: {
    status: 422,
    message:
      'Adapter "{adapter}" changes nothing: with and without it the model scores alike. Train it again.',
  },
  ALIAS_NOT_FOUND: { status: 404, message: 'Bank "{bank}" has no alias "{alias}". Choose one of its list.' },
  BACKEND_NOT_FOUND: {
    status: 404,
    message:
      'No backend "{backend}" is registered here. Choose another, or give it to createRuntime under this id.',
  },
  BACKEND_WRONG_LANGUAGE: {
    status: 422,
    message:
      'Backend "{backend}" does not answer in "{language}", only in: {known}. Choose another language or backend.',
  },
  BACKEND_CANNOT_TRAIN: {
    status: 422,
    message:
      'Bank "{bank}" is on backend "{backend}", on which no adapters are trained here. Add one from its files.',
  },
  NO_QUESTIONS: {
    status: 422,
    message:
      'Bank "{bank}" has {count} usable labelled questions for this adapter; it takes {minimum}. Add some under Adapters.',
  },
} as const satisfies ErrorTable
