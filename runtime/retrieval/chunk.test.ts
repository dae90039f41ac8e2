import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chunkText } from './chunk.ts'
import { splitSentences } from './sentence.ts'
import { countTokens } from './tokenise.ts'

const sentences = (text: string): string[] =>
  splitSentences(text).map(({ start, end }) => text.slice(start, end))

describe('splitSentences', () => {
  it('splits English after full stops, questions and exclamations', () => {
    expect(sentences('It rained. Did it? Yes! We left.')).toEqual([
      'It rained.',
      'Did it?',
      'Yes!',
      'We left.',
    ])
  })

  it('does not split after abbreviations, initials, inside numbers or before lower case', () => {
    for (const text of [
      'Dr. Smith met J. R. Jones at 5 p.m. near St. Mary.',
      'The fee is 3.50 euros, e.g. for adults.',
      'It grew approx. ten times.',
      'We paid (approx.) nothing.',
    ])
      expect(sentences(text)).toEqual([text])
  })

  it('splits Chinese at its own marks and keeps closing quotes with their sentence', () => {
    expect(sentences('他说：“走吧！”我们走了。好吗？')).toEqual(['他说：“走吧！”', '我们走了。', '好吗？'])
  })

  it('splits mixed text', () => {
    expect(sentences('见附件。See below. 完')).toEqual(['见附件。', 'See below.', '完'])
  })

  it('begins a sentence at each item of a list, but joins a broken line', () => {
    expect(sentences('You need\nall of this:\n- a ticket\n- a card\n2. patience')).toEqual([
      'You need\nall of this:',
      '- a ticket',
      '- a card',
      '2. patience',
    ])
  })

  it('gives nothing for blanks', () => {
    expect(sentences(' \n\t ')).toEqual([])
  })
})

const block = fc.oneof(
  fc.constantFrom(
    '# Title',
    '## Part',
    '### Detail ###',
    '- an item\n- another',
    '```\ncode\n\nmore code\n```',
    'A sentence. And one more sentence that is somewhat longer, with a clause.',
    '第一句话。第二句话很长，有逗号，也有别的。第三句？',
    'x'.repeat(150),
    '汉'.repeat(90),
    '😀'.repeat(40),
    '   indented',
  ),
  fc.string({ unit: 'grapheme', maxLength: 80 }),
)
const article = fc
  .tuple(fc.array(block, { maxLength: 12 }), fc.constantFrom('\n', '\n\n', '\r\n\r\n'))
  .map(([blocks, glue]) => blocks.join(glue))
const options = fc.record({
  targetSize: fc.integer({ min: 1, max: 120 }),
  unit: fc.constantFrom('characters' as const, 'tokens' as const),
  overlapSentences: fc.integer({ min: 0, max: 2 }),
})

describe('chunkText', () => {
  it('gives exact slices that hold every character that is not blank, in order', () => {
    fc.assert(
      fc.property(article, options, (text, chosen) => {
        const chunks = chunkText(text, chosen)
        const held = new Uint8Array(text.length)
        chunks.forEach(({ start, end, text: slice }, i) => {
          expect(slice).toBe(text.slice(start, end))
          expect(slice.trim()).toBe(slice)
          expect(slice).not.toBe('')
          const previous = chunks[i - 1]
          if (previous) {
            expect(start).toBeGreaterThan(previous.start)
            expect(end).toBeGreaterThan(previous.end)
            if (chosen.overlapSentences === 0) expect(start).toBeGreaterThanOrEqual(previous.end)
          }
          held.fill(1, start, end)
        })
        for (let i = 0; i < text.length; i++) if (/\S/.test(text.charAt(i))) expect(held[i]).toBe(1)
      }),
    )
  })

  it('never passes the target where no heading has to be kept with its text', () => {
    fc.assert(
      fc.property(article, options, (source, chosen) => {
        const text = source.replaceAll('#', '')
        for (const { text: slice } of chunkText(text, chosen)) {
          const size = chosen.unit === 'tokens' ? countTokens(slice) : slice.length
          // One character may be two units and is never divided.
          expect(size).toBeLessThanOrEqual(Math.max(chosen.targetSize, 2))
        }
      }),
    )
  })

  it('never cuts a surrogate pair', () => {
    for (const { text } of chunkText('😀'.repeat(50), { targetSize: 7 }))
      expect(text).not.toMatch(/\p{Surrogate}/u)
    expect(chunkText('😀'.repeat(50), { targetSize: 7 })[0]?.text).toBe('😀😀😀')
  })

  it('cuts at headings and says under which a passage stands', () => {
    const part = 'Words that fill the part. '.repeat(4)
    const text = `# Guide\n\n## Tickets\n\n${part}\n\n### Children\n\n${part}\n\n## Refunds\n\n${part}`
    const chunks = chunkText(text, { targetSize: 140 })
    expect(chunks.map(({ headings }) => headings)).toEqual([
      ['Guide'],
      ['Guide', 'Tickets', 'Children'],
      ['Guide', 'Refunds'],
    ])
    expect(chunks[0]?.text.startsWith('# Guide\n\n## Tickets\n\nWords')).toBe(true)
  })

  it('keeps small sections together', () => {
    expect(chunkText('## A\n\nShort.\n\n## B\n\nShort too.', { targetSize: 400 })).toHaveLength(1)
  })

  it('rather starts a new passage at a paragraph than in the middle of one', () => {
    const first = 'One two three four five six. '.repeat(3).trim()
    const second = 'Seven eight nine ten eleven. '.repeat(3).trim()
    expect(chunkText(`${first}\n\n${second}`, { targetSize: 130 }).map(({ text }) => text)).toEqual([
      first,
      second,
    ])
  })

  it('repeats the last sentences where overlap is asked for', () => {
    const text = 'Alpha is one. Beta is two. Gamma is three. Delta is four.'
    const chunks = chunkText(text, { targetSize: 30, overlapSentences: 1 }).map((chunk) => chunk.text)
    expect(chunks).toEqual([
      'Alpha is one. Beta is two.',
      'Beta is two. Gamma is three.',
      'Gamma is three. Delta is four.',
    ])
  })

  it('measures in tokens, a Chinese character being one', () => {
    const chunks = chunkText('一二三四。五六七八。nine ten eleven twelve.', { targetSize: 4, unit: 'tokens' })
    expect(chunks.map(({ text }) => text)).toEqual(['一二三四。', '五六七八。', 'nine ten eleven twelve.'])
  })

  it('gives no passage for a blank text and refuses a target of nothing', () => {
    expect(chunkText(' \n\n ')).toEqual([])
    expect(() => chunkText('text', { targetSize: 0 })).toThrow(RangeError)
    expect(() => chunkText('text', { overlapSentences: -1 })).toThrow(RangeError)
  })
})
