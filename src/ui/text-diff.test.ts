import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { diffLists, diffSides, diffTexts } from './text-diff.ts'

const marked = (before: string, after: string) =>
  diffTexts(before, after)
    .map(({ kind, text }) => (kind === 'same' ? text : `${kind === 'added' ? '+' : '-'}{${text}}`))
    .join('')

describe('a difference of texts', () => {
  it('goes word by word', () => {
    expect(marked('within 28 days of travel', 'within 14 days of your travel')).toBe(
      'within -{28 }+{14 }days of +{your }travel',
    )
    expect(marked('the same', 'the same')).toBe('the same')
    expect(marked('', 'new')).toBe('+{new}')
    expect(marked('gone', '')).toBe('-{gone}')
  })

  it('goes character by character in Chinese', () => {
    expect(marked('退票需在二十八天内办理', '退票需在十四天内办理')).toBe('退票需在-{二}十-{八}+{四}天内办理')
    expect(marked('退票 within 7 days', '退款 within 7 days')).toBe('退-{票 }+{款 }within 7 days')
  })

  it('does not grow with the square of long texts', () => {
    const long = (word: string) => Array.from({ length: 2_000 }, (_, at) => `${word}${at}`).join(' ')
    const parts = diffTexts(`start ${long('a')} end`, `start ${long('b')} end`)
    expect(parts.map(({ kind }) => kind)).toEqual(['same', 'removed', 'added', 'same'])
  })

  it('holds both texts whole', () => {
    const words = fc.array(fc.constantFrom('a', 'b', 'c ', '退', '票 '), { maxLength: 12 })
    fc.assert(
      fc.property(words, words, (left, right) => {
        const [before, after] = [left.join(''), right.join('')]
        const parts = diffTexts(before, after)
        const side = (kind: string) =>
          parts
            .filter((part) => part.kind === 'same' || part.kind === kind)
            .map(({ text }) => text)
            .join('')
        expect(side('added')).toBe(after)
        expect(side('removed').replaceAll(/\s/g, '')).toBe(before.replaceAll(/\s/g, ''))
        const sides = diffSides(before, after)
        const whole = [sides.before, sides.after].map((one) => one.map(({ text }) => text).join(''))
        expect(whole).toEqual([before, after])
      }),
    )
  })
})

it('says which documents came, went and moved', () => {
  expect(diffLists(['a', 'b', 'c'], ['c', 'd'])).toEqual([
    { kind: 'removed', text: 'a' },
    { kind: 'removed', text: 'b' },
    { kind: 'same', text: 'c' },
    { kind: 'added', text: 'd' },
  ])
  const marks = diffLists(['a', 'b', 'b'], ['b', 'a']).map(({ kind, text }) => `${kind} ${text}`)
  expect(marks).toEqual(['removed a', 'same b', 'removed b', 'added a'])
})
