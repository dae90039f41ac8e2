/** Code of the app that could not be fetched. Browsers remember a failed import, so that only a reload can mend it. */
export class LoadError extends Error {
  override readonly name = 'LoadError'
}
