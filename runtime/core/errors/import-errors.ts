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
  IMPORT_COLUMN_MISSING: {
    status: 422,
    message: '"{file}" has no column "{column}". Choose one of: {columns}.',
  },
  IMPORT_NO_INPUT: {
    status: 422,
    message: 'No column of "{file}" is taken as an input field. Choose the one that holds the question.',
  },
  ROW_NO_FIELDS: {
    status: 422,
    message: '{file}, line {line}: the row is no object with fields. Correct it or remove it.',
  },
  ROW_FIELD_EMPTY: {
    status: 422,
    message: '{file}, line {line}: "{field}" is empty. Fill it in or remove the row.',
  },
  ROW_ID_INVALID: {
    status: 422,
    message: '{file}, line {line}: "{id}" cannot be an id. Use up to 120 letters, digits, ".", "_" and "-".',
  },
  ROW_VALUE_KIND: {
    status: 422,
    message:
      '{file}, line {line}: "{field}" holds no text and no list of texts. Correct it or leave the column out.',
  },
  ROW_FIELD_LONG: {
    status: 422,
    message: '{file}, line {line}: "{field}" has {count} characters; up to {limit} are taken. Shorten it.',
  },
  ROW_FIELD_MANY: {
    status: 422,
    message: '{file}, line {line}: "{field}" has {count} entries; up to {limit} are taken. Remove some.',
  },
  ROW_TOO_LARGE: {
    status: 422,
    message: '{file}, line {line}: the row takes {bytes} bytes; up to {limit} are taken. Shorten it.',
  },
  CSV_QUOTES: {
    status: 422,
    message: '{file}, line {line}: a quotation mark is missing or misplaced. Correct the row and try again.',
  },
  CSV_QUOTE_OPEN: {
    status: 422,
    message:
      '{file}, line {line}: the quotation mark that opens here is never closed. Close it, or write it twice where it belongs to the text of a quoted cell.',
  },
  CSV_COLUMN_TWICE: {
    status: 422,
    message: '{file}, line {line}: two columns are named "{column}". Rename one of them.',
  },
  CSV_CELLS: {
    status: 422,
    message:
      '{file}, line {line}: {count} cells, but the head names {columns}. Put cells that hold commas in quotation marks.',
  },
  CSV_CELLS_FEW: {
    status: 422,
    message: '{file}, line {line}: only {count} of {columns} cells. Add the missing ones, empty if need be.',
  },
  SQUAD_INVALID: {
    status: 422,
    message: '"{file}" is not SQuAD JSON at {path}: {reason}. Correct it and try again.',
  },
} as const satisfies ErrorTable
