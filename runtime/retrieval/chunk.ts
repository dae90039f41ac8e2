/**
 * Structural chunking: a text is cut into passages at headings, then paragraphs, then sentences, and only a sentence
 * too long for a passage is cut inside. Every passage is an exact slice of the text.
 */
import { unitsAt } from './characters.ts'
import { pushTrimmed, splitSentences } from './sentence.ts'
import { countTokens } from './tokenise.ts'
import type { SourceSpan } from '../core/values.ts'

export interface ChunkingOptions {
  /** Size a passage should come close to without passing it. @default 900 characters, 180 tokens */
  readonly targetSize?: number
  /** Tokens are words, and single characters of Chinese. @default 'characters' */
  readonly unit?: 'characters' | 'tokens'
  /** Sentences at the end of a passage that the next one of the same section repeats. @default 0 */
  readonly overlapSentences?: number
}

/** A passage: `text.slice(start, end)` of its document. */
export interface Chunk extends SourceSpan {
  readonly text: string
  /** The headings under which it begins, outermost first, without their marks. */
  readonly headings: readonly string[]
}

interface Piece extends SourceSpan {
  readonly size: number
  /** What lies between the piece before it and this one, in the unit of the size. */
  readonly gap: number
  /** What stands before the piece: sentences of one paragraph hang together more than paragraphs of one section. */
  readonly starts: 'section' | 'paragraph' | 'sentence'
  readonly headings: readonly string[]
  readonly isHeading: boolean
}

const DEFAULT_SIZE = { characters: 900, tokens: 180 }
/** A section starts a passage of its own once the passage before it is filled to this share. */
const SECTION_SHARE = 0.35
/** A paragraph that does not fit starts a new passage once the one before it is filled to this share; else it is divided. */
const PARAGRAPH_SHARE = 0.5

/**
 * Cuts a text into passages. They are in text order, hold every character that is not blank, and overlap only where asked.
 *
 * @throws RangeError when `targetSize` is below 1 or `overlapSentences` below 0
 */
export function chunkText(text: string, options: ChunkingOptions = {}): Chunk[] {
  const unit = options.unit ?? 'characters'
  const target = options.targetSize ?? DEFAULT_SIZE[unit]
  const overlap = options.overlapSentences ?? 0
  if (!(target >= 1) || !(overlap >= 0))
    throw new RangeError('targetSize must be 1 or more, overlapSentences 0 or more')
  const measure = unit === 'tokens' ? countTokens : (part: string) => part.length
  const pieces = splitIntoPieces(text, target, measure)
  return packPieces(pieces, target, overlap).map(({ first, last }) => ({
    start: first.start,
    end: last.end,
    text: text.slice(first.start, last.end),
    headings: first.headings,
  }))
}

interface Block extends SourceSpan {
  /** 1 to 6 for a heading, 0 for anything else. */
  readonly level: number
  readonly title: string
}

const heading = /^ {0,3}(#{1,6})[ \t]+(.+?)[ \t]*#*[ \t]*$/
const fence = /^ {0,3}(```|~~~)/

/** Headings and paragraphs; a fenced block is one paragraph, whatever blank lines it holds. */
function splitIntoBlocks(text: string): Block[] {
  const blocks: Block[] = []
  let from = -1
  let openFence: string | undefined
  const close = (end: number): void => {
    if (from >= 0) blocks.push({ start: from, end, level: 0, title: '' })
    from = -1
  }
  for (const line of text.matchAll(/[^\n]*(?:\n|$)/g)) {
    const content = line[0].trimEnd()
    const mark = fence.exec(content)?.[1]
    const title = openFence === undefined ? heading.exec(content) : null
    if (mark !== undefined && (openFence === undefined || openFence === mark)) {
      if (openFence === undefined && from < 0) from = line.index
      openFence = openFence === undefined ? mark : undefined
    } else if (title) {
      close(line.index)
      blocks.push({
        start: line.index,
        end: line.index + content.length,
        level: title[1]?.length ?? 1,
        title: title[2] ?? '',
      })
    } else if (content === '' && openFence === undefined) close(line.index)
    else if (from < 0 && content !== '') from = line.index
  }
  close(text.length)
  return blocks
}

function splitIntoPieces(text: string, target: number, measure: (part: string) => number): Piece[] {
  const pieces: Piece[] = []
  let path: readonly { level: number; title: string }[] = []
  let followsHeading = false
  for (const block of splitIntoBlocks(text)) {
    const isHeading = block.level > 0
    if (isHeading) path = [...path.filter(({ level }) => level < block.level), block]
    const headings = path.map(({ title }) => title)
    const spans: SourceSpan[] = isHeading ? [] : splitSentences(text, block.start, block.end)
    if (isHeading) pushTrimmed(spans, text, block.start, block.end)
    const parts = spans.flatMap((span) => divide(text, span, target, measure))
    parts.forEach((part, i) => {
      const starts = i > 0 ? 'sentence' : isHeading && !followsHeading ? 'section' : 'paragraph'
      const size = measure(text.slice(part.start, part.end))
      const gap = measure(text.slice(pieces.at(-1)?.end ?? part.start, part.start))
      pieces.push({ ...part, size, gap, starts, headings, isHeading })
    })
    followsHeading = isHeading
  }
  return pieces
}

/** Cuts a span that is larger than the target: after a comma or the like, at a blank, and failing that anywhere. */
function divide(
  text: string,
  span: SourceSpan,
  target: number,
  measure: (part: string) => number,
): SourceSpan[] {
  if (measure(text.slice(span.start, span.end)) <= target) return [span]
  const parts: SourceSpan[] = []
  let from = span.start
  while (from < span.end) {
    const limit = farthestEnd(text, from, span.end, target, measure)
    const to = limit >= span.end ? span.end : preferredCut(text, from, limit)
    pushTrimmed(parts, text, from, to)
    from = to
  }
  return parts
}

/** The greatest end for which [from, end) is not larger than the target, at least one character on. */
function farthestEnd(
  text: string,
  from: number,
  end: number,
  target: number,
  measure: (part: string) => number,
): number {
  let low = from + unitsAt(text, from)
  let high = end
  while (low < high) {
    const middle = (low + high + 1) >>> 1
    if (measure(text.slice(from, middle)) <= target) low = middle
    else high = middle - 1
  }
  const isInsidePair = low < end && /[\udc00-\udfff]/.test(text.charAt(low)) && low - 1 > from
  return isInsidePair && /[\ud800-\udbff]/.test(text.charAt(low - 1)) ? low - 1 : low
}

function preferredCut(text: string, from: number, limit: number): number {
  const earliest = from + Math.floor((limit - from) / 2)
  for (const mark of [/[，、；：,;:\n]/, /\s/]) {
    for (let i = limit - 1; i > earliest; i--) if (mark.test(text.charAt(i))) return i + 1
  }
  return limit
}

interface Packed {
  readonly first: Piece
  readonly last: Piece
}

function packPieces(pieces: readonly Piece[], target: number, overlap: number): Packed[] {
  const chunks: Packed[] = []
  let begin = 0
  let size = 0
  pieces.forEach((piece, i) => {
    if (i > begin && shouldBreak(pieces, i, size, target)) {
      pushPacked(chunks, pieces, begin, i - 1)
      begin = piece.starts === 'section' ? i : startWithOverlap(pieces, begin, i, target, overlap)
      size = sizeOf(pieces, begin, i - 1)
    }
    size += piece.size + (i > begin ? piece.gap : 0)
  })
  if (pieces.length > 0) pushPacked(chunks, pieces, begin, pieces.length - 1)
  return chunks
}

/** Size of pieces `from` to `to`, both included, as one slice. */
function sizeOf(pieces: readonly Piece[], from: number, to: number): number {
  let size = 0
  for (let i = from; i <= to; i++) size += (pieces[i]?.size ?? 0) + (i > from ? (pieces[i]?.gap ?? 0) : 0)
  return size
}

function pushPacked(chunks: Packed[], pieces: readonly Piece[], from: number, to: number): void {
  const first = pieces[from]
  const last = pieces[to]
  if (first && last) chunks.push({ first, last })
}

function shouldBreak(pieces: readonly Piece[], i: number, size: number, target: number): boolean {
  const piece = pieces[i]
  if (!piece) return false
  // A heading stays with what follows it, even where that makes the passage larger than wanted.
  if (pieces[i - 1]?.isHeading) return false
  if (piece.starts === 'section' && size >= target * SECTION_SHARE) return true
  if (size + piece.gap + piece.size > target) return true
  return (
    piece.starts === 'paragraph' &&
    size >= target * PARAGRAPH_SHARE &&
    size + piece.gap + sizeOf(pieces, i, lastOfParagraph(pieces, i)) > target
  )
}

function lastOfParagraph(pieces: readonly Piece[], i: number): number {
  let last = i
  while (pieces[last + 1]?.starts === 'sentence') last++
  return last
}

/**
 * First piece of the next passage: up to `overlap` sentences back, none of them a heading; together at most half the
 * target, and leaving room for the next piece.
 */
function startWithOverlap(
  pieces: readonly Piece[],
  begin: number,
  next: number,
  target: number,
  overlap: number,
): number {
  let start = next
  while (start - 1 > begin && next - start < overlap) {
    if (pieces[start - 1]?.isHeading) break
    if (sizeOf(pieces, start - 1, next - 1) > target / 2) break
    if (sizeOf(pieces, start - 1, next) > target) break
    start--
  }
  return start
}
