/** Code of the app that could not be fetched. */
export class LoadError extends Error {
  override readonly name = 'LoadError'
  /** Lets it be fetched anew when it is drawn next; some browsers remember a failed import until the page is loaded anew. */
  readonly renew: () => void

  constructor(cause: unknown, renew: () => void) {
    super(String(cause), { cause })
    this.renew = renew
  }
}

const waiting = new Set<() => void>()

/** Calls back as soon as some code came: what failed before is likely to come too. The result calls it off. */
export function whenLoaded(retry: () => void): () => void {
  waiting.add(retry)
  return () => waiting.delete(retry)
}

/** Some code came: calls back all who wait for that. */
export function tellLoaded(): void {
  for (const retry of waiting) retry()
}
