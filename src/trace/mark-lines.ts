/** Cuts a text into lines and each line into marked and unmarked pieces. Pure. */
import type { SourceSpan } from '../../runtime/core/values.ts'

export interface MarkedPiece {
  readonly text: string
  /** Offset into the whole text. */
  readonly start: number
  readonly isMarked: boolean
}

export interface MarkedLine {
  readonly start: number
  /** A Markdown heading; its signs are left out of the pieces. */
  readonly isHeading: boolean
  readonly pieces: readonly MarkedPiece[]
}

/** Lines without text are left out. `marks` are offsets into `text`, ascending and apart. */
export function markLines(text: string, marks: readonly SourceSpan[]): readonly MarkedLine[] {
  const lines: MarkedLine[] = []
  let at = 0
  for (const line of text.split('\n')) {
    const signs = /^#{1,6} +/.exec(line)?.[0].length ?? 0
    const start = at + signs
    const end = at + line.length
    if (line.trim() !== '') {
      lines.push({ start: at, isHeading: signs > 0, pieces: cutPieces(text, start, end, marks) })
    }
    at = end + 1
  }
  return lines
}

function cutPieces(text: string, start: number, end: number, marks: readonly SourceSpan[]): MarkedPiece[] {
  const pieces: MarkedPiece[] = []
  const add = (from: number, to: number, isMarked: boolean) => {
    if (to > from) pieces.push({ text: text.slice(from, to), start: from, isMarked })
  }
  let at = start
  for (const mark of marks) {
    const from = Math.max(at, mark.start)
    const to = Math.min(end, mark.end)
    if (to <= from) continue
    add(at, from, false)
    add(from, to, true)
    at = to
  }
  add(at, end, false)
  return pieces
}
