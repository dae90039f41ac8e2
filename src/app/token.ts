/** The server's token, kept for this tab only. */
const key = 'signalbox.token'

export function readToken(): string | null {
  try {
    return globalThis.sessionStorage.getItem(key)
  } catch {
    return null
  }
}

export function storeToken(token: string): void {
  try {
    globalThis.sessionStorage.setItem(key, token)
  } catch {
    // It has to be typed again after a reload, nothing worse.
  }
}
