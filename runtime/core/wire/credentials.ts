/** Credentials over HTTP: what an engine wants to see before it answers. The secret comes in and never goes out. */
import { z } from 'zod'
import { idSchema } from '../document/document.ts'

export const credentialSchema = z.object({
  /** Pipelines name it by this. */
  name: idSchema,
  /** Scheme, host and port of the one address it is sent to. */
  origin: z.string(),
  header: z.string(),
  createdAt: z.string(),
  /** To the minute; null when it was never sent. */
  lastUsedAt: z.string().nullable(),
})

/** What names a credential. */
export const credentialUseSchema = z.object({ id: z.string(), name: z.string() })

export const credentialUsesSchema = z.object({
  /** Whose draft, or what is published of them, names it. */
  pipelines: z.array(credentialUseSchema),
  /** That send it to their engines. */
  backends: z.array(credentialUseSchema).default([]),
})

/** The header that says `Bearer`. */
export const bearerHeader = 'Authorization'

/** A shorter one could not be taken out of an answer that repeats it without taking innocent words out too. */
export const shortestSecret = 8
const longestSecret = 4_096

/** Headers that say what a request is or where it goes, not who sends it. */
const reservedHeaders = new Set([
  'accept',
  'accept-encoding',
  'connection',
  'content-length',
  'content-type',
  'expect',
  'host',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

/** `https://api.example.com/v1` gives `https://api.example.com`; undefined for what is no web address or holds a user name. */
export function originOf(address: string): string | undefined {
  const text = address.trim()
  if (/[^\x21-\x7e]|\\/.test(text) || !URL.canParse(text)) return undefined
  const { protocol, username, password, origin } = new URL(text)
  const isWeb = protocol === 'http:' || protocol === 'https:'
  return isWeb && username === '' && password === '' ? origin : undefined
}

export function isCredentialHeader(name: string): boolean {
  return /^[A-Za-z][A-Za-z0-9-]{0,63}$/.test(name) && !reservedHeaders.has(name.toLowerCase())
}

/** A key, with or without its scheme: `sk-…`, `Basic …`. */
export function isSecret(text: string): boolean {
  const [, word = ''] = /^(?:[A-Za-z][A-Za-z-]{0,30} )?([\x21-\x7e]+)$/.exec(text.trim()) ?? []
  return word.length >= shortestSecret && text.length <= longestSecret
}

const originSchema = z
  .string()
  .max(2_000)
  .refine((address) => originOf(address) !== undefined, 'it is a web address such as https://api.example.com')
const headerSchema = z
  .string()
  .refine(isCredentialHeader, 'it is the name of a header that says who sends, such as x-api-key')
const secretSchema = z
  .string()
  .refine(
    isSecret,
    `it has ${shortestSecret} to ${longestSecret} visible ASCII characters, and a scheme such as Basic may stand before it`,
  )

export const createCredentialSchema = z.strictObject({
  name: idSchema,
  /** An address is taken by its origin. */
  origin: originSchema,
  header: headerSchema.default(bearerHeader),
  secret: secretSchema,
})

/** What is left out stays. Another origin asks for the secret again. */
export const changeCredentialSchema = z.strictObject({
  origin: originSchema.optional(),
  header: headerSchema.optional(),
  secret: secretSchema.optional(),
})

export type Credential = z.infer<typeof credentialSchema>
export type CredentialUses = z.infer<typeof credentialUsesSchema>
export type CreateCredential = z.input<typeof createCredentialSchema>
export type ChangeCredential = z.input<typeof changeCredentialSchema>
