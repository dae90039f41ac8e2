/** Hands content to the browser's downloads under a name. */
export function saveFile(content: Blob, name: string): void {
  const address = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The download has begun by then; the address is needed no longer.
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}
