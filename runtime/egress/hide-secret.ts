/**
 * Takes a secret out of what a server answers. Some repeat the key that they were sent, and an answer goes into traces, errors and
 * other people's browsers. Found as it is, with any of its characters escaped as JSON or addresses may escape them, and as
 * hexadecimal and Base64 write it; not where it comes in pieces.
 */

import { shortestSecret } from '../core/wire/credentials.ts'

/** Stands where the secret stood. */
const mark = '[credential]'

export interface SecretHider {
  text(text: string): string
  /** Passes on at once whatever cannot be the beginning of the secret. */
  stream(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void>
}

/** For each character of a secret, all that it may be written as. */
type Spelling = readonly (readonly string[])[]

/** @param header the value of a header: the secret, with or without a scheme before it */
export function createSecretHider(header: string): SecretHider {
  const spellings = secretsIn(header).flatMap(spellingsOf)
  const pattern = new RegExp(spellings.map(toPattern).join('|'), 'g')
  const hide = (text: string) => text.replace(pattern, mark)
  return {
    text: hide,
    stream: async function* (body) {
      let held = ''
      for await (const chunk of body) {
        // One character a byte: the spellings are ASCII, and what stands around them may be anything.
        const text = hide(held + Buffer.from(chunk).toString('latin1'))
        const end = beginningAtEnd(text, spellings)
        held = text.slice(end)
        if (end > 0) yield Buffer.from(text.slice(0, end), 'latin1')
      }
      if (held !== '') yield Buffer.from(held, 'latin1')
    },
  }
}

/** The secret of a header; of `Basic` also the name and password that it encodes, together and the password alone. */
function secretsIn(header: string): string[] {
  const [scheme = '', word = header] = header.split(' ').slice(-2)
  if (scheme.toLowerCase() !== 'basic') return [header.split(' ').at(-1) ?? header]
  const bytes = Buffer.from(word, 'base64')
  // As a text, and as the bytes of a stream.
  const pairs = [bytes.toString(), bytes.toString('latin1')]
  const decoded = pairs.flatMap((pair) => [pair, pair.slice(pair.indexOf(':') + 1)])
  // Shorter ones would be taken out of texts that have nothing to do with them.
  return [word, ...new Set(decoded.filter(({ length }) => length >= shortestSecret))]
}

const toPattern = (spelling: Spelling): string =>
  spelling.map((ways) => `(?:${ways.map(escape).join('|')})`).join('')

const escape = (text: string) => text.replace(/[^A-Za-z0-9]/g, '\\$&')

/** Where the longest end of the text begins that could be the beginning of a spelling; its length when there is none. */
function beginningAtEnd(text: string, spellings: readonly Spelling[]): number {
  const longest = Math.max(...spellings.map(lengthOf))
  for (let at = Math.max(0, text.length - longest + 1); at < text.length; at += 1)
    if (spellings.some((spelling) => isBeginning(text, at, spelling, 0))) return at
  return text.length
}

const lengthOf = (spelling: Spelling): number =>
  spelling.reduce((sum, ways) => sum + Math.max(...ways.map(({ length }) => length)), 0)

/** The text from `at` to its end is as a spelling is from its character `index`, as far as it goes. */
function isBeginning(text: string, at: number, spelling: Spelling, index: number): boolean {
  if (at === text.length) return true
  const left = text.length - at
  return (spelling[index] ?? []).some((way) =>
    way.length > left
      ? way.startsWith(text.slice(at))
      : text.startsWith(way, at) && isBeginning(text, at + way.length, spelling, index + 1),
  )
}

function spellingsOf(secret: string): Spelling[] {
  const bytes = Buffer.from(secret)
  const hex = bytes.toString('hex')
  const base64 = [0, 1, 2].map((shift) => insideBase64(bytes, shift))
  const asTheyAre = [...base64, ...base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_'))]
  return [
    Array.from(secret, waysOf),
    Array.from(hex, (digit) => [digit, digit.toUpperCase()]),
    ...asTheyAre.map((text) => Array.from(text, (character) => [character])),
  ]
}

/** As it is, `\/`, `\u002f` and `%2f`. Secrets are of visible ASCII. */
function waysOf(character: string): string[] {
  const code = character.charCodeAt(0).toString(16).padStart(2, '0')
  const codes = [...new Set([code, code.toUpperCase()])]
  const slashed = /[A-Za-z0-9]/.test(character) ? [] : [`\\${character}`]
  return [...slashed, ...codes.flatMap((hex) => [`\\u00${hex}`, `%${hex}`]), character]
}

/** The characters that Base64 has for these bytes whatever stands around them, when `shift` bytes stand before in their group of three. */
function insideBase64(bytes: Buffer, shift: number): string {
  const text = Buffer.concat([Buffer.alloc(shift), bytes])
    .toString('base64')
    .replaceAll('=', '')
  const isWhole = (shift + bytes.length) % 3 === 0
  return text.slice(shift === 0 ? 0 : shift + 1, isWhole ? undefined : -1)
}
