/**
 * Seals credentials with AES-256-GCM. The key comes from the operator, or lies in a file of its own beside the database, so that
 * a copy of the database alone gives nothing away. It does not keep a secret from whoever can read both files.
 */
import { createCipheriv, createDecipheriv, randomBytes, randomUUID } from 'node:crypto'
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { failure } from '../core/errors/failure.ts'
import type { SecretCipher } from '../core/services/credentials.ts'

const algorithm = 'aes-256-gcm'
const keyBytes = 32
const ivBytes = 12
const tagBytes = 16

export interface CipherOptions {
  /** 32 bytes in Base64; wins over the file. */
  readonly key?: string | undefined
  /** Made when the first secret is sealed. Without a key and a file the key lives as long as the process. */
  readonly file?: string | undefined
}

/** @throws USAGE_INVALID for a key that is none */
export function createCredentialCipher({ key: given, file }: CipherOptions): SecretCipher {
  let key = given === undefined || given === '' ? undefined : parseKey(given)
  if (given !== undefined && given !== '' && key === undefined)
    throw failure('USAGE_INVALID', { reason: 'SIGNALBOX_CREDENTIAL_KEY is 32 bytes in Base64' })
  return {
    seal: async (secret, binding) => {
      key ??= file === undefined ? randomBytes(keyBytes) : (readKey(file) ?? makeKey(file))
      const iv = randomBytes(ivBytes)
      const cipher = createCipheriv(algorithm, key, iv).setAAD(Buffer.from(binding))
      const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
      return Buffer.concat([iv, cipher.getAuthTag(), text]).toString('base64')
    },
    open: async (sealed, binding) => {
      key ??= file === undefined ? undefined : readKey(file)
      return key === undefined ? undefined : open(key, Buffer.from(sealed, 'base64'), binding)
    },
  }
}

function open(key: Buffer, bytes: Buffer, binding: string): string | undefined {
  const iv = bytes.subarray(0, ivBytes)
  const tag = bytes.subarray(ivBytes, ivBytes + tagBytes)
  if (tag.length !== tagBytes) return undefined
  const decipher = createDecipheriv(algorithm, key, iv, { authTagLength: tagBytes })
    .setAAD(Buffer.from(binding))
    .setAuthTag(tag)
  try {
    const text = [decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()]
    return Buffer.concat(text).toString('utf8')
  } catch {
    // Another key, another binding, or damage: which of them the tag does not say.
    return undefined
  }
}

function parseKey(text: string): Buffer | undefined {
  const key = Buffer.from(text.trim(), 'base64')
  return key.length === keyBytes ? key : undefined
}

/** Undefined when there is none. @throws FILE_UNREADABLE */
function readKey(file: string): Buffer | undefined {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined
    throw failure('FILE_UNREADABLE', { file, reason: reasonOf(error) }, { cause: error })
  }
  const key = parseKey(text)
  if (key === undefined)
    throw failure('FILE_UNREADABLE', { file, reason: 'it does not hold 32 bytes in Base64' })
  return key
}

/** Others see the file with its whole content or not at all; the first to make it wins. @throws FILE_UNWRITABLE */
function makeKey(file: string): Buffer {
  const key = randomBytes(keyBytes)
  const draft = `${file}.${randomUUID()}`
  try {
    writeFileSync(draft, `${key.toString('base64')}\n`, { mode: 0o600 })
    linkSync(draft, file)
    return key
  } catch (error) {
    const other = isCode(error, 'EEXIST') ? readKey(file) : undefined
    if (other !== undefined) return other
    throw failure('FILE_UNWRITABLE', { file, reason: reasonOf(error) }, { cause: error })
  } finally {
    rmSync(draft, { force: true })
  }
}

const isCode = (error: unknown, code: string) =>
  error instanceof Error && 'code' in error && error.code === code
const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error))
