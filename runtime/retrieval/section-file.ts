/**
 * The container of an index: named sections of bytes behind a head with version and checksum.
 *
 * Layout, little-endian: 8 bytes magic, u32 version, u32 checksum of all that follows, u32 number of sections; for each
 * section u32 length of its name, the name in UTF-8, u32 offset and u32 length; then the sections, each on a
 * multiple of 8 bytes so that typed arrays can be laid over them.
 */
import { checksum } from '../core/checksum.ts'
import { failure } from '../core/errors/failure.ts'

const MAGIC = new TextEncoder().encode('SGNLBOXI')
const CHECKED_FROM = 16

export type Sections = ReadonlyMap<string, Uint8Array>

/** Sections are written in the order of their names, so that the same content gives the same bytes. */
export function writeSections(version: number, sections: Sections): Uint8Array {
  const entries = [...sections]
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([name, bytes]) => ({ name: new TextEncoder().encode(name), bytes }))
  let offset = CHECKED_FROM + 4
  for (const { name } of entries) offset += 12 + name.length
  const places = entries.map(({ bytes }) => {
    const start = Math.ceil(offset / 8) * 8
    offset = start + bytes.length
    return start
  })
  const file = new Uint8Array(offset)
  const view = new DataView(file.buffer)
  file.set(MAGIC)
  view.setUint32(8, version, true)
  view.setUint32(CHECKED_FROM, entries.length, true)
  let at = CHECKED_FROM + 4
  entries.forEach(({ name, bytes }, i) => {
    view.setUint32(at, name.length, true)
    file.set(name, at + 4)
    at += 4 + name.length
    view.setUint32(at, places[i] ?? 0, true)
    view.setUint32(at + 4, bytes.length, true)
    at += 8
    file.set(bytes, places[i])
  })
  view.setUint32(12, checksum(file.subarray(CHECKED_FROM), version), true)
  return file
}

/**
 * Reads what {@link writeSections} wrote. The sections are views of the file where that is aligned for typed arrays, so
 * it must not be changed afterwards.
 *
 * @param source what the file is called in messages
 * @throws INDEX_FILE_DAMAGED, or INDEX_FILE_NEWER for a version above `supported`
 */
export function readSections(given: Uint8Array, supported: number, source: string): Sections {
  const file = given.byteOffset % 8 === 0 ? given : given.slice()
  const damaged = (reason: string): Error => failure('INDEX_FILE_DAMAGED', { source, reason })
  if (file.length < CHECKED_FROM + 4) throw damaged('it is too short')
  if (MAGIC.some((byte, i) => file[i] !== byte)) throw damaged('it does not begin like an index')
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  const version = view.getUint32(8, true)
  // The version takes part in the checksum: a flipped bit there is damage, not news from the future.
  if (checksum(file.subarray(CHECKED_FROM), version) !== view.getUint32(12, true)) {
    throw damaged('its checksum does not fit')
  }
  if (version > supported) throw failure('INDEX_FILE_NEWER', { source, version, supported })
  const sections = new Map<string, Uint8Array>()
  let at = CHECKED_FROM + 4
  for (let i = view.getUint32(CHECKED_FROM, true); i > 0; i--) {
    const nameLength = view.getUint32(at, true)
    const name = new TextDecoder().decode(file.subarray(at + 4, at + 4 + nameLength))
    at += 4 + nameLength
    const start = view.getUint32(at, true)
    sections.set(name, file.subarray(start, start + view.getUint32(at + 4, true)))
    at += 8
  }
  return sections
}
