/** `u-3f9a12bc34de`: an id for a row that a person adds. */
export function newRowId(stem: string): string {
  return `${stem}-${globalThis.crypto.randomUUID().replaceAll('-', '').slice(0, 12)}`
}
