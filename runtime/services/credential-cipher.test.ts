import type * as FileSystem from 'node:fs'
import { linkSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createCredentialCipher } from './credential-cipher.node.ts'

vi.mock('node:fs', async (original) => {
  const fs = await original<typeof FileSystem>()
  return { ...fs, linkSync: vi.fn<typeof linkSync>(fs.linkSync) }
})

const keyOf = (byte: number) => Buffer.alloc(32, byte).toString('base64')
const secret = 'sk-机密-0123456789'
const binding = 'desk https://api.example.com'

let folder: string
let file: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signalbox-cipher-'))
  file = join(folder, 'credentials.key')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

describe('a sealed secret', () => {
  it('is opened with the key and the binding it was sealed with, and never looks the same twice', async () => {
    const cipher = createCredentialCipher({ key: keyOf(1) })
    const sealed = await cipher.seal(secret, binding)
    expect(await cipher.open(sealed, binding)).toBe(secret)
    expect(await createCredentialCipher({ key: ` ${keyOf(1)}\n` }).open(sealed, binding)).toBe(secret)
    expect(await cipher.seal(secret, binding)).not.toBe(sealed)
    expect(Buffer.from(sealed, 'base64').includes(secret)).toBe(false)
  })

  it('is not opened with another key or for something else', async () => {
    const cipher = createCredentialCipher({ key: keyOf(1) })
    const sealed = await cipher.seal(secret, binding)
    expect(await createCredentialCipher({ key: keyOf(2) }).open(sealed, binding)).toBeUndefined()
    expect(await createCredentialCipher({ file }).open(sealed, binding)).toBeUndefined()
    expect(await cipher.open(sealed, 'desk https://api.example.org')).toBeUndefined()
    expect(await cipher.open(sealed, '')).toBeUndefined()
  })

  it('is not opened when a bit of it was changed, wherever that stands, or a piece is missing', async () => {
    const cipher = createCredentialCipher({ key: keyOf(1) })
    const bytes = Buffer.from(await cipher.seal(secret, binding), 'base64')
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes)
      changed[at] = (changed[at] ?? 0) ^ 1
      expect(await cipher.open(changed.toString('base64'), binding)).toBeUndefined()
      const cut = bytes.subarray(0, at).toString('base64')
      expect(await cipher.open(cut, binding)).toBeUndefined()
    }
  })
})

describe('the key', () => {
  it.each(['short', keyOf(1).slice(0, -4), Buffer.alloc(33).toString('base64')])(
    'is refused when it is not 32 bytes in Base64: %j',
    async (key) => {
      expect(() => createCredentialCipher({ key })).toThrow(
        expect.objectContaining({ code: 'USAGE_INVALID' }),
      )
      writeFileSync(file, key)
      const cipher = createCredentialCipher({ file })
      for (const use of [cipher.seal(secret, binding), cipher.open('', binding)])
        await expect(use).rejects.toMatchObject({ code: 'FILE_UNREADABLE', params: { file } })
      expect(readFileSync(file, 'utf8')).toBe(key)
    },
  )

  it('is made in its file with the first secret, for its owner alone, and read from there afterwards', async () => {
    const first = createCredentialCipher({ key: '', file })
    expect(await first.open('AAAA', binding)).toBeUndefined()
    expect(readdirSync(folder)).toEqual([])
    const sealed = await first.seal(secret, binding)
    expect(readdirSync(folder)).toEqual(['credentials.key'])
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(await createCredentialCipher({ file }).open(sealed, binding)).toBe(secret)
  })

  it('is that of the first of two who make its file at once', async () => {
    const [first, second] = [createCredentialCipher({ file }), createCredentialCipher({ file })]
    let sealedByFirst: Promise<string> | undefined
    const { linkSync: link } = await vi.importActual<typeof FileSystem>('node:fs')
    // The other one has looked and found no file: now the first one makes it.
    vi.mocked(linkSync).mockImplementationOnce((from, to) => {
      sealedByFirst = first.seal(secret, binding)
      link(from, to)
    })
    const sealed = await second.seal(secret, binding)
    expect(sealedByFirst).toBeDefined()
    expect(await second.open((await sealedByFirst) ?? '', binding)).toBe(secret)
    expect(await createCredentialCipher({ file }).open(sealed, binding)).toBe(secret)
    expect(readdirSync(folder)).toEqual(['credentials.key'])
  })

  it('is not made where its file can not be written', async () => {
    const cipher = createCredentialCipher({ file: join(folder, 'none', 'credentials.key') })
    await expect(cipher.seal(secret, binding)).rejects.toMatchObject({ code: 'FILE_UNWRITABLE' })
  })
})
