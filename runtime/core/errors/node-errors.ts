import type { ErrorTable } from './error-table.ts'

export const nodeErrors = {
  EXPRESSION_INVALID: {
    status: 422,
    message: 'The condition breaks at column {column}: "{found}" does not belong there.',
  },
  EXPRESSION_INCOMPLETE: {
    status: 422,
    message: 'The condition breaks at column {column}: "{expected}" is missing.',
  },
  EXPRESSION_VALUE_MISSING: {
    status: 422,
    message: 'The condition breaks at column {column}: a name or value is missing.',
  },
  EXPRESSION_TOO_DEEP: {
    status: 422,
    message: 'The condition is nested deeper than {limit} at column {column}. Split it into rules.',
  },
  EXPRESSION_TOO_LONG: {
    status: 422,
    message: 'The condition has {length} characters; the limit is {limit}. Split it into rules.',
  },
  PATTERN_INVALID: {
    status: 422,
    message: 'The pattern "{pattern}" is not a valid regular expression: {reason}.',
  },
  TEMPLATE_INVALID: {
    status: 422,
    message: 'The template breaks at character {offset}: "{name}" is not a name.',
  },
  TEMPLATE_UNCLOSED: {
    status: 422,
    message: 'The template breaks at character {offset}: "}}" is missing.',
  },
  TEMPLATE_FILTER_UNKNOWN: {
    status: 422,
    message: 'The template breaks at character {offset}: the filter "{filter}" is none of {filters}.',
  },
  FIELD_NAME_TAKEN: { status: 422, message: 'Two fields are called "{name}". Rename one of them.' },
  QUESTION_EMPTY: { status: 422, message: 'The question is empty. Write one.' },
} as const satisfies ErrorTable
