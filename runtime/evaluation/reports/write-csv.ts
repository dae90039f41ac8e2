/** Comma-separated values that no spreadsheet takes for formulas. */

/** What a spreadsheet reads as a formula or a command, in half and full width, also after blanks. */
const formulaStart = /^[\s\p{Cc}]*[=+\-@＝＋－＠−]|^[\t\r\n]/u

/**
 * Lines end with CRLF (RFC 4180). A text that a spreadsheet would take for a formula gets an apostrophe before it (OWASP, CSV
 * injection); numbers are written as they are, and null as nothing.
 */
export function writeCsv(rows: readonly (readonly (string | number | null)[])[]): string {
  return rows.map((cells) => `${cells.map(writeCell).join(',')}\r\n`).join('')
}

function writeCell(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : ''
  const text = formulaStart.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
