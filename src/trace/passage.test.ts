import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { TraceEvent } from '../../runtime/core/trace/events.ts'
import { joinDeltas } from './event-lines.ts'
import { markLines } from './mark-lines.ts'
import { findMatches } from './match-words.ts'

const wordsOf = (query: string, text: string) =>
  findMatches(query, text).map(({ start, end }) => text.slice(start, end))

describe('words of a question in a passage', () => {
  it('finds other forms of a word and leaves grammar out', () => {
    expect(wordsOf('How do I claim refunds?', 'Refund claims: a refund is paid how you paid.')).toEqual([
      'Refund',
      'claims',
      'refund',
    ])
  })

  it('finds Chinese words', () => {
    expect(wordsOf('怎么申请退款？', '退款申请须在 28 天内提交。')).toEqual(['退款', '申请'])
  })

  it('gives spans in order that do not overlap', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ unit: 'grapheme' }), (query, text) => {
        let last = 0
        for (const { start, end } of findMatches(query, text)) {
          expect(start).toBeGreaterThanOrEqual(last)
          expect(end).toBeGreaterThan(start)
          last = end
        }
      }),
    )
  })
})

describe('marked lines', () => {
  it('marks a span across a line break and takes the signs of headings away', () => {
    const lines = markLines('## Fees\n\nNo fee is due.\nEver.', [{ start: 12, end: 26 }])
    expect(lines.map(({ isHeading }) => isHeading)).toEqual([true, false, false])
    expect(lines.flatMap(({ pieces }) => pieces.filter(({ isMarked }) => isMarked))).toMatchObject([
      { text: 'fee is due.' },
      { text: 'Ev' },
    ])
  })

  it('keeps every character outside headings and breaks', () => {
    const spans = fc
      .array(fc.nat({ max: 60 }), { maxLength: 6 })
      .map((numbers) => [...new Set(numbers)].sort((a, b) => a - b))
      .map((at) =>
        Array.from({ length: Math.floor(at.length / 2) }, (_, index) => ({
          start: at[index * 2] ?? 0,
          end: at[index * 2 + 1] ?? 0,
        })),
      )
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\n') }), spans, (text, marks) => {
        const pieces = markLines(text, marks).flatMap((line) => line.pieces)
        for (const { text: piece, start } of pieces)
          expect(text.slice(start, start + piece.length)).toBe(piece)
        const kept = pieces.map((piece) => piece.text).join('')
        const lines = text.split('\n').filter((line) => line.trim() !== '')
        expect(kept).toBe(lines.join(''))
      }),
    )
  })
})

describe('lines of events', () => {
  it('joins the pieces of one stream and keeps streams apart', () => {
    const delta = (seq: number, node: string, text: string): TraceEvent => ({
      type: 'node-delta',
      node,
      port: 'answer',
      delta: text,
      seq,
      at: seq,
    })
    const lines = joinDeltas([
      delta(0, 'a/b', 'one '),
      delta(1, 'a', 'one '),
      { type: 'node-queued', node: 'c', seq: 2, at: 2 },
      delta(3, 'a/b', 'two'),
      delta(4, 'a', 'two'),
      { type: 'node-started', node: 'a/b', attempt: 2, inputs: {}, seq: 5, at: 5 },
      delta(6, 'a/b', 'anew'),
    ])
    expect(lines.map(({ first, count, text }) => [first.seq, count, text])).toEqual([
      [0, 2, 'one two'],
      [1, 2, 'one two'],
      [2, 1, ''],
      [5, 1, ''],
      [6, 1, 'anew'],
    ])
  })
})
