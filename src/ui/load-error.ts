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
