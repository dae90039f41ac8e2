/** Something wrong with a document, with its place. */
import type { ErrorCode } from '../errors/catalogue.ts'
import type { ErrorParams } from '../errors/failure.ts'
import { failure } from '../errors/failure.ts'

export interface DocumentIssue {
  readonly code: ErrorCode
  readonly params: Readonly<Record<string, string | number>>
  readonly message: string
  /** JSON pointer into the document. */
  readonly path: string
  readonly node?: string
  readonly edge?: string
}

/** Makes an issue from a code of the catalogue. */
export function documentIssue<Code extends ErrorCode>(
  code: Code,
  params: ErrorParams<Code>,
  place: { path: string; node?: string; edge?: string },
): DocumentIssue {
  return { code, params, message: failure(code, params).message, ...place }
}
