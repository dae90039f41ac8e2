/** A backend as somebody describes it, and what is wrong with it, field by field: before it is sent, and by what the server says. */
import type { ErrorCode } from '../../runtime/core/errors/catalogue.ts'
import type { Failure } from '../../runtime/core/errors/failure.ts'
import type { EngineName } from '../../runtime/core/wire/backends.ts'
import { createBackendSchema } from '../../runtime/core/wire/backends.ts'
import { originOf } from '../../runtime/core/wire/credentials.ts'
import type { PlainMessageKey, Say } from '../messages/catalogue.ts'

export interface BackendDraft {
  readonly id: string
  readonly engine: EngineName
  readonly address: string
  /** Empty for the only one that the engine serves. */
  readonly model: string
  /** A credential's name; empty for none. */
  readonly credential: string
  /** Empty for the same path. */
  readonly adapterFolder: string
}

export type BackendField = Exclude<keyof BackendDraft, 'engine'>

export type BackendFaults = Readonly<Partial<Record<BackendField, string>>>

/** By the schema of the server, in words of their own. */
export function findBackendFaults(draft: BackendDraft, say: Say): BackendFaults {
  const isAddress = originOf(draft.address.trim()) !== undefined
  const keys: Readonly<Record<BackendField, PlainMessageKey>> = {
    id: 'backends.nameInvalid',
    address: isAddress ? 'backends.addressCut' : 'backends.addressInvalid',
    model: 'backends.modelInvalid',
    credential: 'backends.credentialInvalid',
    adapterFolder: 'backends.folderInvalid',
  }
  const faults: Partial<Record<BackendField, string>> = {}
  for (const { path } of createBackendSchema.safeParse(draft).error?.issues ?? []) {
    const [field] = path
    if (isField(field)) faults[field] = say(keys[field])
  }
  return faults
}

const isField = (name: PropertyKey | undefined): name is BackendField =>
  name === 'id' || name === 'address' || name === 'model' || name === 'credential' || name === 'adapterFolder'

const fields: Readonly<Partial<Record<ErrorCode, BackendField>>> = {
  RESOURCE_EXISTS: 'id',
  BACKEND_MODEL_UNKNOWN: 'model',
  BACKEND_MODEL_UNCLEAR: 'model',
  BACKEND_LISTS_NOTHING: 'address',
  EGRESS_DENIED: 'address',
  MODEL_ADDRESS_INVALID: 'address',
  MODEL_OVERLOADED: 'address',
  MODEL_REFUSED: 'address',
  UPSTREAM_ENCODED: 'address',
  UPSTREAM_REDIRECT: 'address',
  UPSTREAM_TIMEOUT: 'address',
  UPSTREAM_TOO_LARGE: 'address',
  UPSTREAM_UNREACHABLE: 'address',
  CREDENTIAL_NOT_FOUND: 'credential',
  CREDENTIAL_REFUSED: 'credential',
  CREDENTIAL_UNREADABLE: 'credential',
  CREDENTIALS_NOT_KEPT: 'credential',
}

/** The field that a failure is about; undefined where it is about none. @param isSaved its model is not asked for any more */
export function fieldOfFailure({ code, params }: Failure, isSaved: boolean): BackendField | undefined {
  if (code === 'MODEL_REFUSED' && (params['status'] === 401 || params['status'] === 403)) return 'credential'
  const field = fields[code]
  return field === 'model' && isSaved ? 'address' : field
}
