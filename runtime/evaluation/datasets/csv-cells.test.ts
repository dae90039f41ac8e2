import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import { findOpenQuote } from './csv-cells.ts'

describe('a quote that is never closed', () => {
  it.each([
    ['a,b', ',', undefined],
    ['"a, ""b""",c', ',', undefined],
    ['"a\nb" ,c\r\n"d"\r\n', ',', undefined],
    // In the middle of a cell it opens nothing: an inch is no quotation.
    ['5" pipe,b', ',', undefined],
    ['"a,b', ',', 0],
    ['a,"b', ',', 2],
    ['"a""', ',', 0],
    ['a,"""', ',', 2],
    ['"a"b","c', ',', 6],
    ['"a","b\nc","d', ',', 10],
    ['"a;b";"c', ';', 6],
    // It closes before a cell or line only: the first one is still open.
    ['"a,b\nc,d"e', ',', 0],
  ])('in %j between %j stands at %j', (text, delimiter, expected) => {
    expect(findOpenQuote(Papa.parse(text, { delimiter }).errors)).toBe(expected)
  })
})
