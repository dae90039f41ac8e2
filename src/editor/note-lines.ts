/** A note's Markdown as lines of plain text that fit its width: what a picture can show, which has no boxes of text. */
import type { MarkdownToJSX } from 'markdown-to-jsx/react'
import { parser, RuleType } from 'markdown-to-jsx/react'
import { widthOf } from '../ui/text-width.ts'

export interface NoteLine {
  readonly text: string
  /** From the left side of the text, in pixels. */
  readonly indent: number
  readonly look: 'text' | 'title' | 'code'
  /** The first line of a block has room over it. */
  readonly isFirst: boolean
}

interface Block extends Omit<NoteLine, 'isFirst'> {
  /** How much further in the lines after the first one stand. */
  readonly hang?: number
}
type Mark = MarkdownToJSX.ASTNode

const listIndentPx = 18
/** A line of a list goes on under its text, not under its sign. */
const signPx = 12
export const lookSizes = { text: 13, title: 14, code: 12 } as const satisfies Record<NoteLine['look'], number>

/** @param width of the text, in pixels */
export function noteLines(markdown: string, width: number): readonly NoteLine[] {
  // HTML in it is text, as on the canvas.
  const marks = parser(markdown, { disableParsingRawHTML: true, forceBlock: true })
  return readBlocks(marks, 0).flatMap(({ text, indent, look, hang = 0 }) =>
    text
      .split('\n')
      .flatMap((line) => wrap(line, width - indent - hang, lookSizes[look]))
      .map((line, index) => ({
        text: line,
        indent: index === 0 ? indent : indent + hang,
        look,
        isFirst: index === 0,
      })),
  )
}

function readBlocks(marks: readonly Mark[], indent: number): readonly Block[] {
  const blocks: Block[] = []
  let inline = ''
  const flush = () => {
    if (inline.trim() !== '') blocks.push({ text: inline.trim(), indent, look: 'text' })
    inline = ''
  }
  for (const mark of marks) {
    const own = readBlock(mark, indent)
    if (own === null) inline += plainText([mark])
    else {
      flush()
      blocks.push(...own)
    }
  }
  flush()
  return blocks
}

/** Null for what stands within a line. */
function readBlock(mark: Mark, indent: number): readonly Block[] | null {
  switch (mark.type) {
    case RuleType.heading:
      return [{ text: plainText(mark.children), indent, look: 'title' }]
    case RuleType.paragraph:
      return [{ text: plainText(mark.children), indent, look: 'text' }]
    case RuleType.blockQuote:
      return readBlocks(mark.children, indent + listIndentPx)
    case RuleType.codeBlock:
      return [{ text: mark.text, indent, look: 'code' }]
    case RuleType.unorderedList:
      return mark.items.flatMap((item) => readItem(item, '•', indent))
    case RuleType.orderedList:
      return mark.items.flatMap((item, index) => readItem(item, `${(mark.start ?? 1) + index}.`, indent))
    case RuleType.table:
      return [mark.header, ...mark.cells].map((row, index) => ({
        text: row.map(plainText).join(' · '),
        indent,
        look: index === 0 ? 'title' : 'text',
      }))
    case RuleType.breakThematic:
      return [{ text: '———', indent, look: 'text' }]
    case RuleType.ref:
    case RuleType.refCollection:
    case RuleType.footnote:
      return []
    default:
      return null
  }
}

function readItem(item: readonly Mark[], sign: string, indent: number): readonly Block[] {
  return readBlocks(item, indent + listIndentPx).map((block, index) =>
    index === 0 ? { ...block, indent, hang: signPx, text: `${sign} ${block.text}` } : block,
  )
}

function plainText(marks: readonly Mark[]): string {
  return marks
    .map((mark) => {
      if (mark.type === RuleType.breakLine) return '\n'
      if (mark.type === RuleType.gfmTask) return mark.completed ? '☑' : '☐'
      if (mark.type === RuleType.image) return mark.alt ?? ''
      // One line of the source is not one line of the text.
      if (mark.type === RuleType.text) return mark.text.replaceAll('\n', ' ')
      if ('children' in mark && mark.children !== undefined) return plainText(mark.children)
      return 'text' in mark ? (mark.text ?? '') : ''
    })
    .join('')
}

/** A word with the white space after it, or one character of a script without spaces. */
const wordPattern =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}][，。、；：？！）」』》”]*\s*|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])\S)+\s*|\s+/gu

function wrap(line: string, width: number, size: number): readonly string[] {
  const lines: string[] = []
  let current = ''
  const put = (piece: string) => {
    if (current !== '' && widthOf(current + piece.trimEnd(), size) > width) {
      lines.push(current.trimEnd())
      current = piece
    } else current += piece
  }
  for (const word of line.match(wordPattern) ?? []) {
    // A word that no line holds is broken where the line ends.
    if (widthOf(word.trimEnd(), size) > width) for (const letter of word) put(letter)
    else put(word)
  }
  return [...lines, current.trimEnd()]
}
