import type { ErrorTable } from './error-table.ts'

export const nodeErrors = {
  EXPRESSION_INVALID: {
    status: 422,
    message: 'The condition "{expression}" is not valid at column {column}: {reason}.',
  },
  EXPRESSION_TOO_LONG: {
    status: 422,
    message: 'The condition has {length} characters; the limit is {limit}. Split it into rules.',
  },
  PATTERN_INVALID: {
    status: 422,
    message: 'The pattern "{pattern}" is not a valid regular expression: {reason}.',
  },
  TEMPLATE_INVALID: { status: 422, message: 'The template is not valid at character {offset}: {reason}.' },
  QUESTION_EMPTY: { status: 422, message: 'The question is empty. Write one.' },
} as const satisfies ErrorTable
