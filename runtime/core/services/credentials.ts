/** Credentials of engines: kept apart from pipelines, sent to the one origin each was saved for, read back by nobody. */
import type { ChangeCredential, CreateCredential, Credential, CredentialUses } from '../wire/credentials.ts'

/** Finds the header of a credential, which is bound to the origin it was saved for. For the egress client alone. */
export interface CredentialReader {
  /** @throws CREDENTIAL_NOT_FOUND, CREDENTIAL_REFUSED for another origin, CREDENTIAL_UNREADABLE */
  headerFor(credential: string, origin: string): Promise<{ readonly name: string; readonly value: string }>
}

export interface CredentialService {
  list(): Promise<readonly Credential[]>
  /** @throws CREDENTIAL_EXISTS, CREDENTIAL_NAME_TELLS */
  create(request: CreateCredential): Promise<Credential>
  /** @throws CREDENTIAL_NOT_FOUND, CREDENTIAL_SECRET_NEEDED when only the origin changes */
  change(name: string, change: ChangeCredential): Promise<Credential>
  /** What names it, whether it is set or not. */
  usesOf(name: string): Promise<CredentialUses>
  /** Forgets the secret for good, and says what still names it. @throws CREDENTIAL_NOT_FOUND */
  remove(name: string): Promise<CredentialUses>
}

/** Keeps secrets at rest. `binding` must be the same for both ways, so that a sealed text is of no use elsewhere. */
export interface SecretCipher {
  seal(secret: string, binding: string): Promise<string>
  /** Undefined when it was sealed with another key, or for something else. */
  open(sealed: string, binding: string): Promise<string | undefined>
}
