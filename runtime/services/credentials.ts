/** Credentials in a collection: the secret is sealed for its name and origin, and only the egress client has it opened. */
import { z } from 'zod'
import { failure } from '../core/errors/failure.ts'
import type { CredentialReader, CredentialService, SecretCipher } from '../core/services/credentials.ts'
import type { PipelineService } from '../core/services/pipelines.ts'
import type { CollectionStore } from '../core/stores/stores.ts'
import type { Credential } from '../core/wire/credentials.ts'
import {
  bearerHeader,
  changeCredentialSchema,
  createCredentialSchema,
  originOf,
} from '../core/wire/credentials.ts'
import { openBackendRecords } from './backends.ts'
import type { Stored } from './records.ts'
import { openRecords } from './records.ts'

const recordSchema = z.object({
  name: z.string(),
  origin: z.string(),
  header: z.string(),
  sealed: z.string(),
  createdAt: z.string(),
  lastUsedAt: z.string().nullable(),
})
type CredentialRecord = z.infer<typeof recordSchema>

const kind = 'credential'

/** A credential that serves every request is not written down at every request. */
const usedAgainMs = 60_000

export interface CredentialsOptions {
  readonly collections: CollectionStore
  readonly pipelines: Pick<PipelineService, 'list'>
  /** Left out where secrets cannot be kept, as in a page. */
  readonly cipher: SecretCipher | undefined
}

export interface Credentials {
  readonly service: CredentialService
  readonly reader: CredentialReader
}

export function createCredentials({ collections, pipelines, cipher }: CredentialsOptions): Credentials {
  const records = openRecords(collections, {
    kind,
    schema: recordSchema,
    notFound: ['CREDENTIAL_NOT_FOUND', 'credential'],
  })
  const seal = (secret: string, name: string, origin: string) => {
    if (cipher === undefined) throw failure('CREDENTIALS_NOT_KEPT', { credential: name })
    if (name.includes(wordOf(secret))) throw failure('CREDENTIAL_NAME_TELLS', {})
    return cipher.seal(secret.trim(), bindingOf(name, origin))
  }
  const usesOf = async (name: string) => ({
    pipelines: (await pipelines.list({ credential: name })).map(({ id, name: title }) => ({
      id,
      name: title,
    })),
    backends: (await openBackendRecords(collections).list())
      .filter(({ record }) => record.connection.credential === name)
      .map(({ id }) => ({ id, name: id })),
  })
  /** When a use of each was noted last. */
  const notedMs = new Map<string, number>()
  const service: CredentialService = {
    list: async () => (await records.list()).map(show),
    create: async (request) => {
      const { name, origin: address, header, secret } = createCredentialSchema.parse(request)
      const origin = originOf(address) ?? address
      const sealed = await seal(secret, name, origin)
      const record = { name, origin, header, sealed, createdAt: new Date().toISOString(), lastUsedAt: null }
      const stored = await collections.put(kind, name, record, 0)
      if (stored === undefined) throw failure('CREDENTIAL_EXISTS', { credential: name })
      return show({ ...stored, record })
    },
    change: async (name, request) => {
      const { origin: address, header, secret } = changeCredentialSchema.parse(request)
      const { record } = await records.get(name)
      const origin = address === undefined ? record.origin : (originOf(address) ?? address)
      // Whoever may change where it goes must not thereby get to see it.
      if (secret === undefined && origin !== record.origin)
        throw failure('CREDENTIAL_SECRET_NEEDED', { credential: name, origin }, { path: '/secret' })
      const sealed = secret === undefined ? undefined : await seal(secret, name, origin)
      const changed = await records.change(name, (old) => ({
        ...old,
        ...(header === undefined ? {} : { header }),
        ...(sealed === undefined ? {} : { origin, sealed }),
      }))
      return show(changed)
    },
    usesOf,
    remove: async (name) => {
      await records.remove(name)
      notedMs.delete(name)
      return usesOf(name)
    },
  }
  const noteUse = async ({ id }: Stored<CredentialRecord>) => {
    const now = Date.now()
    if (now - (notedMs.get(id) ?? 0) < usedAgainMs) return
    // Before it is written: requests at the same moment would all write it.
    notedMs.set(id, now)
    await records.change(id, (old) => ({ ...old, lastUsedAt: new Date(now).toISOString() }))
  }
  const reader: CredentialReader = {
    headerFor: async (name, origin) => {
      if (cipher === undefined) throw failure('CREDENTIALS_NOT_KEPT', { credential: name })
      const stored = await records.get(name)
      const { header, sealed, origin: saved } = stored.record
      if (saved !== origin) throw failure('CREDENTIAL_REFUSED', { credential: name, saved, origin })
      const secret = await cipher.open(sealed, bindingOf(name, origin))
      if (secret === undefined) throw failure('CREDENTIAL_UNREADABLE', { credential: name })
      // When it was used last is worth no failed request.
      void noteUse(stored).catch(() => undefined)
      return { name: header, value: headerValue(header, secret) }
    },
  }
  return { service, reader }
}

/** Pipelines that name a credential, in their draft or in what is published: that answers requests, whatever the draft has become. */
const bindingOf = (name: string, origin: string) => `${name}\n${origin}`

/** The key itself, without a scheme before it. */
const wordOf = (secret: string) => secret.trim().split(' ').at(-1) ?? secret

/** A secret that brings its scheme, such as `Basic …`, stands as it is. */
function headerValue(header: string, secret: string): string {
  const isBare = header.toLowerCase() === bearerHeader.toLowerCase() && !secret.includes(' ')
  return isBare ? `Bearer ${secret}` : secret
}

function show({ record }: Pick<Stored<CredentialRecord>, 'record'>): Credential {
  const { name, origin, header, createdAt, lastUsedAt } = record
  return { name, origin, header, createdAt, lastUsedAt }
}
