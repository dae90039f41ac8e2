/**
 * Takes a secret out of what a server answers. Some repeat the key that they were sent, and an answer goes into traces, errors and
 * other people's browsers. Found as it is, and as JSON, addresses, hexadecimal and Base64 write it; not where it comes in pieces.
 */

/** Stands where the secret stood. */
const mark = '[credential]'

export interface SecretHider {
  text(text: string): string
  /** Passes on at once whatever cannot be the beginning of the secret. */
  stream(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void>
}

/** @param header the value of a header: the secret, with or without a scheme before it */
export function createSecretHider(header: string): SecretHider {
  const spellings = spellingsOf(header.split(' ').at(-1) ?? header)
  const pattern = new RegExp(spellings.map(escape).join('|'), 'g')
  const hide = (text: string) => text.replace(pattern, mark)
  return {
    text: hide,
    stream: async function* (body) {
      let held = ''
      for await (const chunk of body) {
        // One character a byte: the spellings are ASCII, and what stands around them may be anything.
        const text = hide(held + Buffer.from(chunk).toString('latin1'))
        const end = text.length - beginningAtEnd(text, spellings)
        held = text.slice(end)
        if (end > 0) yield Buffer.from(text.slice(0, end), 'latin1')
      }
      if (held !== '') yield Buffer.from(held, 'latin1')
    },
  }
}

const escape = (text: string) => text.replace(/[^A-Za-z0-9]/g, '\\$&')

/** How many characters at the end could be the first ones of a spelling. */
function beginningAtEnd(text: string, spellings: readonly string[]): number {
  let longest = 0
  for (const spelling of spellings)
    for (let length = Math.min(spelling.length - 1, text.length); length > longest; length -= 1)
      if (text.endsWith(spelling.slice(0, length))) longest = length
  return longest
}

function spellingsOf(secret: string): string[] {
  const bytes = Buffer.from(secret)
  const hex = bytes.toString('hex')
  const base64 = [0, 1, 2].map((shift) => insideBase64(bytes, shift))
  return [
    ...new Set([
      secret,
      JSON.stringify(secret).slice(1, -1),
      encodeURIComponent(secret),
      hex,
      hex.toUpperCase(),
      ...base64,
      ...base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')),
    ]),
  ].sort((a, b) => b.length - a.length)
}

/** The characters that Base64 has for these bytes whatever stands around them, when `shift` bytes stand before in their group of three. */
function insideBase64(bytes: Buffer, shift: number): string {
  const text = Buffer.concat([Buffer.alloc(shift), bytes])
    .toString('base64')
    .replaceAll('=', '')
  const isWhole = (shift + bytes.length) % 3 === 0
  return text.slice(shift === 0 ? 0 : shift + 1, isWhole ? undefined : -1)
}
