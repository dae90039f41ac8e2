import { describe, expect, it } from 'vitest'
import { decodeUtf8 } from './decode-utf8.ts'

describe('decoding', () => {
  it('takes valid text of any script, without a byte order mark', () => {
    expect(decodeUtf8(new TextEncoder().encode('\uFEFFa é 退款 🚆'), 'f.txt')).toBe('a é 退款 🚆')
  })

  it.each([
    ['a byte that begins nothing', [0x61, 0x62, 0xff, 0x63], 2],
    ['a character that is cut by another', [0x61, 0xe9, 0x80, 0x61], 3],
    ['a surrogate', [0xed, 0xa0, 0x80], 1],
  ])('refuses %s and names the first byte that cannot stand there', (_name, bytes, offset) => {
    expect(() => decodeUtf8(Uint8Array.from(bytes), 'f.txt')).toThrowError(
      expect.objectContaining({ code: 'INVALID_UTF8', params: { source: 'f.txt', offset } }),
    )
  })
})
