/**
 * The one error type that people see. Every failure carries a stable code of the catalogue, its parameters,
 * and where it happened, so that a client can say it in its own language.
 */
import type { ErrorCatalogue, ErrorCode } from './catalogue.ts'
import { errorCatalogue } from './catalogue.ts'
import type { PlaceholdersOf } from './error-table.ts'

export type ErrorParams<Code extends ErrorCode> = Readonly<
  Record<PlaceholdersOf<ErrorCatalogue[Code]['message']>, string | number>
>

/** A failure as it travels: in traces, over HTTP, in stored runs. */
export interface FailureData {
  readonly code: ErrorCode
  readonly params: Readonly<Record<string, string | number>>
  readonly message: string
  /** JSON pointer or file:line of the place. */
  readonly path?: string
  readonly node?: string
}

export interface FailurePlace {
  readonly path?: string
  readonly node?: string
  readonly cause?: unknown
}

/** An error of the catalogue. Made by {@link failure}. */
export class Failure extends Error {
  override readonly name = 'Failure'
  readonly code: ErrorCode
  readonly params: Readonly<Record<string, string | number>>
  readonly status: number
  readonly path?: string
  readonly node?: string

  constructor(code: ErrorCode, params: Readonly<Record<string, string | number>>, place: FailurePlace = {}) {
    super(
      fillMessage(errorCatalogue[code].message, params),
      place.cause === undefined ? {} : { cause: place.cause },
    )
    this.code = code
    this.params = params
    this.status = errorCatalogue[code].status
    if (place.path !== undefined) this.path = place.path
    if (place.node !== undefined) this.node = place.node
  }

  toJSON(): FailureData {
    return {
      code: this.code,
      params: this.params,
      message: this.message,
      ...(this.path === undefined ? {} : { path: this.path }),
      ...(this.node === undefined ? {} : { node: this.node }),
    }
  }
}

/** Makes the failure `code` with its parameters; `throw failure('INDEX_NOT_FOUND', { index })`. */
export function failure<Code extends ErrorCode>(
  code: Code,
  params: ErrorParams<Code>,
  place?: FailurePlace,
): Failure {
  return new Failure(code, params, place)
}

/** Replaces each `{name}` of a message by its parameter; a missing one stays visible. */
export function fillMessage(message: string, params: Readonly<Record<string, string | number>>): string {
  return message.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole))
}

/**
 * Any thrown thing as a failure: failures stay, with the node of `place` where they name none; all else becomes `UNEXPECTED`
 * with its message.
 */
export function toFailure(error: unknown, place?: FailurePlace): Failure {
  if (error instanceof Failure) {
    if (error.node !== undefined || place?.node === undefined) return error
    const path = error.path === undefined ? {} : { path: error.path }
    return new Failure(error.code, error.params, { ...path, node: place.node, cause: error.cause })
  }
  const reason = error instanceof Error ? error.message : String(error)
  return new Failure('UNEXPECTED', { reason }, { ...place, cause: error })
}
