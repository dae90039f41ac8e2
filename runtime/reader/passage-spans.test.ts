import { describe, expect, it } from 'vitest'
import { spanDimensions } from './candidates.ts'
import { fitDimensions } from './fit-features.ts'
import { describeSpans, fixedDimensions, fixedSlots } from './passage-spans.ts'
import { readPassage } from './read-tokens.ts'
import { positionOfSpanType } from './span-types.ts'
import { createPassageReader } from './read-passages.ts'

const rarity = () => 3

function quotes(text: string, language: 'en' | 'zh'): string[] {
  const { first, last, passage } = describeSpans(readPassage(text, language), rarity)
  return Array.from(first, (token, i) =>
    passage.text.slice(passage.tokens[token]?.start, passage.tokens[last[i] ?? 0]?.end),
  )
}

const desk = `## Charges

Cancelling in the app is free. At a ticket office we keep a £3 counter fee, and by phone on 0800 555 0110 (weekdays 08:00 to 20:00) a £4.50 phone fee. Write to refunds@northmere.example within 14 days.`

describe('spans of a passage', () => {
  it('hold amounts, times, contacts, names and whole sentences as they stand in the text', () => {
    expect(quotes(desk, 'en')).toEqual(
      expect.arrayContaining([
        '£3',
        'a £3 counter fee',
        '£4.50',
        '0800 555 0110',
        'weekdays 08:00 to 20:00',
        'refunds@northmere.example',
        'within 14 days',
        'in the app',
        'Cancelling in the app is free.',
      ]),
    )
  })

  it('never cross a sentence and never lie in a heading', () => {
    const found = quotes(desk, 'en')
    expect(found.filter((quote) => quote.includes('Charges'))).toEqual([])
    expect(found.filter((quote) => quote.includes('free. At'))).toEqual([])
  })

  it('hold Chinese amounts, times and places', () => {
    const text = '开车前48小时以上，收票价的5%；请到2号站台旁的服务台办理。电话12345。'
    expect(quotes(text, 'zh')).toEqual(
      expect.arrayContaining(['5%', '48小时以上', '2号站台旁的服务台', '12345']),
    )
  })

  it('are described by exactly one feature of each slot, inside the layer', () => {
    const { count, fixed } = describeSpans(readPassage(desk, 'en'), rarity)
    expect(fixed).toHaveLength(count * fixedSlots)
    expect(fitDimensions + fixedDimensions).toBe(spanDimensions)
    for (let i = 0; i < count; i += 1) {
      const row = [...fixed.subarray(i * fixedSlots, (i + 1) * fixedSlots)]
      expect(row).toEqual(row.toSorted((a, b) => a - b))
      expect(Math.max(...row)).toBeLessThan(fixedDimensions)
    }
  })

  it('of an empty passage are none', () => {
    expect(describeSpans(readPassage('', 'en'), rarity).count).toBe(0)
    expect(describeSpans(readPassage('  \n ', 'zh'), rarity).count).toBe(0)
  })
})

describe('types of spans', () => {
  const typeOf = (text: string) => {
    const { tokens } = readPassage(text, 'en')
    const inside = tokens.reduce(
      (sum, { kinds }) => ({ ...sum, any: sum.any | kinds, all: sum.all & kinds }),
      { any: 0, all: -1 },
    )
    const numbers = tokens.filter(({ text: token }) => /^\d/.test(token)).length
    const counts = {
      words: tokens.length,
      content: tokens.length,
      capitals: 0,
      commas: 0,
      numbers,
      ...inside,
    }
    return positionOfSpanType(tokens, 0, tokens.length - 1, counts, 'span')
  }

  it('tell amounts, shares, times, addresses and numbers apart', () => {
    const types = ['£4.50', '60 %', '08:00', 'refunds@northmere.example', '14 days', '2019', '23 kg'].map(
      typeOf,
    )
    expect(new Set(types).size).toBe(7)
    expect(typeOf('£3')).toBe(typeOf('£4.50'))
  })
})

describe('passages that are read', () => {
  it('are kept up to a number, those read last', () => {
    const read = createPassageReader('en', rarity, 2)
    const passage = (text: string) => ({ title: '', text })
    const one = read(passage('One.'))
    const two = read(passage('Two.'))
    expect(read(passage('One.'))).toBe(one)
    read(passage('Three.'))
    expect(read(passage('One.'))).toBe(one)
    expect(read(passage('Two.'))).not.toBe(two)
  })
})
