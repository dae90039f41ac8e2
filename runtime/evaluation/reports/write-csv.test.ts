import fc from 'fast-check'
import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import { writeCsv } from './write-csv.ts'

describe('CSV', () => {
  it.each([
    '=HYPERLINK("http://evil")',
    '+1+1',
    '-2+3',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    '  =1',
    '＝1',
    '＋1',
    '－1',
    '＠x',
    '−1',
    '\u3000=1',
    '\uFEFF=1',
  ])('disarms %j', (text) => {
    expect(Papa.parse<string[]>(writeCsv([[text]])).data[0]).toEqual([`'${text}`])
  })

  it('leaves numbers as they are, and null and what is no number empty', () => {
    expect(writeCsv([[-1.5, 0, 1e-7, null, NaN, Infinity]])).toBe('-1.5,0,1e-7,,,\r\n')
  })

  it('quotes what would break a line or a cell', () => {
    expect(writeCsv([['a,b', 'say "x"', 'two\nlines', 'plain']])).toBe(
      '"a,b","say ""x""","two\nlines",plain\r\n',
    )
  })

  it('reads back as it was written, but for the apostrophe', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.string({ unit: 'binary' }), { minLength: 2, maxLength: 2 }), { minLength: 1 }),
        (rows) => {
          const read = Papa.parse<string[]>(writeCsv(rows), { delimiter: ',', newline: '\r\n' }).data.slice(
            0,
            -1,
          )
          expect(read.map((cells) => cells.map((cell) => cell.replace(/^'/, '')))).toEqual(
            rows.map((cells) => cells.map((cell) => cell.replace(/^'/, ''))),
          )
          for (const cell of read.flat()) expect(cell).not.toMatch(/^[=+\-@＝＋－＠\t\r]/)
        },
      ),
    )
  })
})
