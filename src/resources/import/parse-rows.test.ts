import { describe, expect, it } from 'vitest'
import { findDuplicateIds, parseCsv, parseJsonLines, parseRows } from './parse-rows.ts'

const codesOf = (failures: readonly { code: string; params: Readonly<Record<string, string | number>> }[]) =>
  failures.map(({ code, params }) => `${code}@${params['line'] ?? params['source']}`)

describe('JSON Lines', () => {
  it('give each row with its line, blank lines skipped', () => {
    const { rows, failures } = parseJsonLines({ name: 'a.jsonl', text: '{"a":1}\r\n\n{"a":2}\n' })
    expect(failures).toEqual([])
    expect(rows).toEqual([
      { value: { a: 1 }, place: { file: 'a.jsonl', line: 1 } },
      { value: { a: 2 }, place: { file: 'a.jsonl', line: 3 } },
    ])
  })

  it('name every line that is not JSON', () => {
    const { rows, failures } = parseJsonLines({ name: 'a.jsonl', text: '{"a":1}\n{"a":\nnope\n' })
    expect(rows).toHaveLength(1)
    expect(codesOf(failures)).toEqual(['INVALID_JSON@a.jsonl, line 2', 'INVALID_JSON@a.jsonl, line 3'])
  })
})

describe('CSV', () => {
  it('reads quoted fields with commas, quotes and line breaks, and keeps the line a row begins on', () => {
    const text = 'text,intent\n"one, ""two""\nthree",refund\nplain,\n\nlast,other\n'
    const { rows, failures } = parseCsv({ name: 'u.csv', text })
    expect(failures).toEqual([])
    expect(rows).toEqual([
      { value: { text: 'one, "two"\nthree', intent: 'refund' }, place: { file: 'u.csv', line: 2 } },
      { value: { text: 'plain' }, place: { file: 'u.csv', line: 4 } },
      { value: { text: 'last', intent: 'other' }, place: { file: 'u.csv', line: 6 } },
    ])
  })

  it.each([';', '\t'])('reads cells between %j', (mark) => {
    const { rows } = parseCsv({
      name: 'u.csv',
      text: `\n${['text', 'intent'].join(mark)}\n${['a, b', 'c'].join(mark)}\n`,
    })
    expect(rows).toMatchObject([{ value: { text: 'a, b', intent: 'c' }, place: { line: 3 } }])
  })

  it('reads files written with carriage returns', () => {
    const { rows } = parseCsv({ name: 'u.csv', text: 'text,intent\r\none,a\r\n"two",b\r\n' })
    expect(rows.map(({ value, place }) => [value, place.line])).toEqual([
      [{ text: 'one', intent: 'a' }, 2],
      [{ text: 'two', intent: 'b' }, 3],
    ])
  })

  it('refuses a row with more cells than the header has columns', () => {
    const { rows, failures } = parseCsv({ name: 'u.csv', text: 'text,intent\na,b,c\nd,e\n' })
    expect(rows).toHaveLength(1)
    expect(codesOf(failures)).toEqual(['CSV_CELLS@2'])
  })

  it('refuses a row with fewer cells than the header has columns: nobody knows which are missing', () => {
    const { rows, failures } = parseCsv({ name: 'u.csv', text: 'text,intent,split\na,b\nd,,\n' })
    expect(rows.map(({ value }) => value)).toEqual([{ text: 'd' }])
    expect(codesOf(failures)).toEqual(['CSV_CELLS_FEW@2'])
  })

  it('refuses a head that names a column twice', () => {
    const { failures } = parseCsv({ name: 'u.csv', text: '\ntext,intent,text\na,b,c\n' })
    expect(codesOf(failures)).toEqual(['CSV_COLUMN_TWICE@2'])
  })

  it('names the line on which a quote opens that is never closed, after the faults before it', () => {
    const text = 'text,intent\nfine,a\nb,c,d\n"two\nlines","open\nmore,c\n'
    const { failures } = parseCsv({ name: 'u.csv', text })
    expect(codesOf(failures)).toEqual(['CSV_CELLS@3', 'CSV_QUOTE_OPEN@5'])
  })

  it.each(['\n', '\r\n'])(
    'reads a last line without an end, also with a blank behind its quote (%j)',
    (end) => {
      const valuesOf = (last: string) =>
        parseCsv({ name: 'u.csv', text: ['text,intent', '"a",b', last].join(end) }).rows.map(
          ({ value }) => value,
        )
      expect(valuesOf('c,d')).toEqual([
        { text: 'a', intent: 'b' },
        { text: 'c', intent: 'd' },
      ])
      expect(valuesOf('c,"d" ')).toEqual(valuesOf('c,d'))
    },
  )

  it('names the line of a quote that closes within its cell', () => {
    const { failures } = parseCsv({ name: 'u.csv', text: 'text,intent\n"a" b",c\n' })
    expect(codesOf(failures)).toEqual(['CSV_QUOTES@2'])
  })
})

it('chooses the reader by the ending', () => {
  expect(parseRows({ name: 'A.CSV', text: 'a\n1' })?.rows).toHaveLength(1)
  expect(parseRows({ name: 'a.ndjson', text: '1' })?.rows).toHaveLength(1)
  expect(parseRows({ name: 'a.docx', text: '' })).toBeUndefined()
})

it('finds ids that occur twice, and where the first stands', () => {
  const rows = ['a', 'b', 'a'].map((id, index) => ({ id, place: { file: 'f.csv', line: index + 2 } }))
  expect(findDuplicateIds(rows).map(({ params }) => params)).toEqual([
    { file: 'f.csv', line: 4, id: 'a', first: 'f.csv:2' },
  ])
})
