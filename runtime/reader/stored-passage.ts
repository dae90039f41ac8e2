/**
 * What is known of a passage's tokens and spans, as bytes that are kept with its chunk: they depend on its text, its title and
 * the language alone, so that any reader of that language can take them.
 *
 * Layout: the tokens of the title, those of the text, then the type of each span. Tokens are a varint count, and for each: twice
 * the gap to the token before plus 1 where a sentence begins, length, kinds, how its stem differs from it, class and three hashes.
 */
import type { Language } from '../core/values.ts'
import { VarintReader, VarintWriter } from '../retrieval/packing.ts'
import type { PassageToRead } from './candidates.ts'
import { listSpans } from './list-spans.ts'
import type { MarkedPassage } from './passage-spans.ts'
import { layOutSpans, markPassage } from './passage-spans.ts'
import type { InverseFrequency } from './rarity.ts'
import type { PassageText } from './read-passages.ts'
import type { ReadPassage, ReadToken } from './read-tokens.ts'
import { readPassage } from './read-tokens.ts'
import type { TokenMarks } from './token-marks.ts'
import { markTokens } from './token-marks.ts'

/** Raised whenever a passage would be read, or its spans listed or named, in another way. */
const storedPassageVersion = 1

/** The name under which an index keeps them: with another version's name they are not found, and made anew. */
export function storedPassageName(language: Language): string {
  return `reader-${language}-${storedPassageVersion}`
}

/** The same passage gives the same bytes. */
export function storePassage({ text, title }: PassageText, language: Language): Uint8Array {
  const writer = new VarintWriter()
  const heading = readPassage(title, language)
  writeTokens(writer, heading, markTokens(heading))
  const { passage, marks, types } = markPassage(readPassage(text, language))
  writeTokens(writer, passage, marks)
  for (const type of types) writer.write(type)
  return writer.finish()
}

/**
 * The passage as if it had been read from its text.
 *
 * @param stored what `storePassage` gave for the very same passage and language
 */
export function restorePassage(
  stored: Uint8Array,
  { text, title }: PassageText,
  rarity: InverseFrequency,
): PassageToRead {
  const reader = new VarintReader(stored)
  const heading = readTokens(reader, title).passage
  const { passage, marks } = readTokens(reader, text)
  const spans = listSpans(passage)
  const types = Uint8Array.from(spans.shapes, () => reader.read())
  const marked: MarkedPassage = { passage, marks, spans, types }
  return { spans: layOutSpans(marked, rarity), title: heading }
}

function writeTokens(writer: VarintWriter, { tokens, sentences, headings }: ReadPassage, marks: TokenMarks) {
  writer.write(tokens.length)
  writer.write(sentences)
  writer.write(headings.size)
  for (const sentence of headings) writer.write(sentence)
  let end = 0
  let sentence = 0
  tokens.forEach((token, i) => {
    writer.write(2 * (token.start - end) + (token.sentence - sentence))
    writer.write(token.end - token.start)
    writer.write(token.kinds)
    writeStem(writer, token)
    writer.write(marks.classes[i] ?? 0)
    writer.write(marks.words[i] ?? 0)
    writer.write(marks.shortEndings[i] ?? 0)
    writer.write(marks.longEndings[i] ?? 0)
    end = token.end
    sentence = token.sentence
  })
}

function readTokens(reader: VarintReader, text: string): { passage: ReadPassage; marks: TokenMarks } {
  const count = reader.read()
  const sentences = reader.read()
  const headings = new Set(Array.from({ length: reader.read() }, () => reader.read()))
  const marks = {
    classes: new Uint8Array(count),
    words: new Uint8Array(count),
    shortEndings: new Uint8Array(count),
    longEndings: new Uint8Array(count),
  }
  const tokens: ReadToken[] = []
  let end = 0
  let sentence = 0
  for (let i = 0; i < count; i += 1) {
    const step = reader.read()
    const start = end + (step >>> 1)
    end = start + reader.read()
    sentence += step & 1
    const kinds = reader.read()
    const own = text.slice(start, end)
    const lower = own.toLowerCase()
    tokens.push({ text: own, lower, stem: readStem(reader, lower), start, end, sentence, kinds })
    marks.classes[i] = reader.read()
    marks.words[i] = reader.read()
    marks.shortEndings[i] = reader.read()
    marks.longEndings[i] = reader.read()
  }
  return { passage: { text, tokens, sentences, headings }, marks }
}

/** 0 when it is the token itself; else how many characters fall away, plus one, and those that take their place. */
function writeStem(writer: VarintWriter, { lower, stem }: ReadToken): void {
  if (stem === lower) return writer.write(0)
  let same = 0
  while (same < stem.length && stem[same] === lower[same]) same += 1
  writer.write(1 + lower.length - same)
  writer.write(stem.length - same)
  for (let i = same; i < stem.length; i += 1) writer.write(stem.charCodeAt(i))
}

function readStem(reader: VarintReader, lower: string): string {
  const cut = reader.read()
  if (cut === 0) return lower
  let stem = lower.slice(0, lower.length - (cut - 1))
  for (let left = reader.read(); left > 0; left -= 1) stem += String.fromCharCode(reader.read())
  return stem
}
