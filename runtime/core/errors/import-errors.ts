import type { ErrorTable } from './error-table.ts'

/** Files that a person brings in; places are `file, line`. */
export const importErrors = {
  IMPORT_FILE_UNKNOWN: {
    status: 422,
    message: '"{file}" is of a kind that is not read here. Choose files that end in {endings}.',
  },
  IMPORT_EMPTY: { status: 422, message: '"{file}" holds no rows. Choose another file.' },
  IMPORT_TOO_MANY: {
    status: 422,
    message: 'The files hold {count} rows; at most {limit} are taken in at once. Split them.',
  },
  ROW_REPEATED: {
    status: 422,
    message: '{file}, line {line}: "{id}" stands already at {first}. Remove one of the two.',
  },
  CSV_QUOTES: {
    status: 422,
    message: '{file}, line {line}: a quotation mark is missing or misplaced. Correct the row and try again.',
  },
  CSV_CELLS: {
    status: 422,
    message:
      '{file}, line {line}: {count} cells under {columns} columns. Put cells that hold commas in quotation marks.',
  },
  SQUAD_INVALID: {
    status: 422,
    message: '"{file}" is not SQuAD JSON at {path}: {reason}. Correct it and try again.',
  },
} as const satisfies ErrorTable
