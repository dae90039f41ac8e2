import { describe, expect, it } from 'vitest'
import { articleIdFrom, parseArticles } from './parse-articles.ts'

describe('articles from files', () => {
  it('come one a row from JSONL and CSV, with the collection layout understood', () => {
    const { rows, failures } = parseArticles([
      {
        name: 'a.jsonl',
        text: '{"id":"one","title":"One","text":"First."}\n{"_id":"two","title":"","text":"Second line.\\nMore.","metadata":{}}',
      },
      { name: 'b.csv', text: 'id,title,text\nthree,Three,"Third, with a comma."\n' },
    ])
    expect(failures).toEqual([])
    expect(rows).toEqual([
      { id: 'one', title: 'One', text: 'First.' },
      { id: 'two', title: 'Second line.', text: 'Second line.\nMore.' },
      { id: 'three', title: 'Three', text: 'Third, with a comma.' },
    ])
  })

  it('come one a file from Markdown and plain text: the first heading is the title, the name the id', () => {
    const { rows } = parseArticles([
      { name: 'Refund rules.md', text: '# What comes back\n\nHalf.\n' },
      { name: 'opening_hours.txt', text: 'Daily from 8.' },
    ])
    expect(rows).toEqual([
      { id: 'refund-rules', title: 'What comes back', text: '# What comes back\n\nHalf.' },
      { id: 'opening_hours', title: 'opening_hours', text: 'Daily from 8.' },
    ])
  })

  it('name file, line and field of everything that is wrong', () => {
    const { failures } = parseArticles([
      { name: 'a.jsonl', text: '{"id":"one","text":"x"}\n{"id":"two"}\nnope\n{"id":"no spaces","text":"x"}' },
      { name: 'b.csv', text: 'id,text\none,again\n' },
      { name: 'empty.txt', text: '  ' },
    ])
    expect(
      failures.map(({ code, params }) => [
        code,
        params['file'] ?? params['source'],
        params['field'] ?? params['id'],
      ]),
    ).toEqual([
      ['INVALID_JSON', 'a.jsonl, line 3', undefined],
      ['ROW_INVALID', 'a.jsonl', 'text'],
      ['ROW_INVALID', 'a.jsonl', 'id'],
      ['ROW_INVALID', 'empty.txt', 'text'],
      ['ROW_REPEATED', 'b.csv', 'one'],
    ])
  })
})

it('makes ids that an article may have', () => {
  expect(articleIdFrom('Rückgabe & Umtausch (2)')).toBe('ruckgabe-umtausch-2')
  expect(articleIdFrom('../etc/passwd')).toBe('etc-passwd')
  expect(articleIdFrom('退款')).toMatch(/^article-[0-9a-f]+$/)
  expect(articleIdFrom('退款')).not.toBe(articleIdFrom('改签'))
})
