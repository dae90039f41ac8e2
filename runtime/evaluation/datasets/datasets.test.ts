import { describe, expect, it } from 'vitest'
import { datasetRowSchema } from '../../core/wire/datasets.ts'
import { createRowCollector } from './collect-rows.ts'
import { columnNames, guessMapping } from './guess-mapping.ts'
import { joinQrels, readJsonRecords, readQrels } from './known-formats.ts'
import { mapRecord } from './map-record.ts'
import type { DatasetMapping } from './mapping.ts'
import { checkMapping, noMapping } from './mapping.ts'
import { columnsOf } from './raw-record.ts'

const place = (line: number) => ({ file: 'f.csv', line })
const guess = (...values: object[]) => guessMapping(values.flatMap((value) => columnsOf(value) ?? []))
const read = (values: readonly unknown[], mapping = guess(...(values as object[]))) => {
  const collector = createRowCollector(mapping)
  values.forEach((value, index) => collector.add({ value, place: place(index + 2) }))
  const result = collector.result()
  for (const row of result.rows) expect(datasetRowSchema.parse(row)).toEqual(row)
  return result
}
const plain: DatasetMapping = { ...noMapping, inputs: { question: 'question' } }

describe('a guessed mapping', () => {
  it('takes our own questions as they are', () => {
    const { rows, faults } = read([
      { id: 'q1', question: 'How much?', answers: ['£5'], contextId: 'fees', intent: 'fee', split: 'test' },
      { id: 'q2', question: 'Weather?', answers: [], intent: 'oos' },
    ])
    expect(faults).toEqual([])
    expect(rows).toEqual([
      {
        id: 'q1',
        inputs: { question: 'How much?' },
        expected: { answers: ['£5'], intent: 'fee', documentIds: ['fees'] },
        tags: { split: 'test' },
      },
      { id: 'q2', inputs: { question: 'Weather?' }, expected: { answers: [], intent: null } },
    ])
  })

  it('gives rows back as a dataset writes them', () => {
    const row = {
      id: 'a',
      inputs: { question: 'Why?', depth: 3 },
      expected: { answers: ['Because'], intent: null, documentIds: ['d'] },
      tags: { language: 'en' },
    }
    expect(read([row]).rows).toEqual([row])
  })

  it.each([
    [
      { Frage: 'Was kostet ein Hund im Zug?', ID: 7, Answer: 'nichts' },
      { id: 'ID', answers: 'Answer' },
      'Frage',
    ],
    [
      { 问题: '多少钱？', 标准答案: '5元', 意图: '退票', 编号: 'a' },
      { id: '编号', answers: '标准答案', intent: '意图' },
      '问题',
    ],
    [
      { query: 'q', gold: 'a|b', label: 'x', lang: 'en' },
      { answers: 'gold', separator: '|', tags: { lang: 'lang' } },
      'query',
    ],
    [{ question: 'q', answers: { text: ['a'], answer_start: [0] } }, { answers: 'answers.text' }, 'question'],
  ])('finds the columns of %j', (record, part, question) => {
    expect(guess(record)).toMatchObject({ ...part, inputs: { question } })
  })

  it('has no input where no column holds text, and that is said', () => {
    const mapping = guess({ a: 1, b: true })
    expect(mapping.inputs).toEqual({})
    expect(checkMapping(mapping, ['a', 'b'], 'f.csv')).toMatchObject({ code: 'IMPORT_NO_INPUT' })
  })

  it('that names a column that is not there is refused with those that are', () => {
    expect(columnNames([new Map([['a', 1]]), new Map([['b', 1]])])).toEqual(['a', 'b'])
    expect(checkMapping({ ...plain, intent: 'topic' }, ['question', 'label'], 'f.csv')).toMatchObject({
      code: 'IMPORT_COLUMN_MISSING',
      params: { column: 'topic', columns: 'question, label' },
    })
    expect(checkMapping(plain, ['question'], 'f.csv')).toBeUndefined()
  })
})

describe('cells', () => {
  const map = (value: unknown, change: Partial<DatasetMapping>) =>
    mapRecord({ value, place: place(2) }, { ...plain, ...change })

  it('hold several answers between separators or as a JSON list, each once', () => {
    const answers = (cell: unknown, separator = '') =>
      map({ question: 'q', a: cell }, { answers: 'a', separator }).expected?.answers
    expect(answers('£5 | five pounds|£5', '|')).toEqual(['£5', 'five pounds'])
    expect(answers('["£5", "five | 5"]', '|')).toEqual(['£5', 'five | 5'])
    expect(answers('[sic] it is')).toEqual(['[sic] it is'])
    expect(answers('£5; really')).toEqual(['£5; really'])
    expect(answers('[]')).toEqual([])
    expect(answers(5)).toEqual(['5'])
    expect(answers('')).toBeUndefined()
    expect(answers(null)).toBeUndefined()
  })

  it('hold documents between blanks, commas or bars', () => {
    const { expected } = map({ question: 'q', d: 'a, b|c d;e' }, { documentIds: 'd' })
    expect(expected?.documentIds).toEqual(['a', 'b', 'c', 'd', 'e'])
  })

  it('become inputs of any type, tags become text', () => {
    const inputs = { question: 'question', n: 'n', list: 'list', none: 'none' }
    expect(map({ question: 'q', n: 3, list: [1], t: true }, { inputs, tags: { flag: 't' } })).toMatchObject({
      inputs: { question: 'q', n: 3, list: [1] },
      tags: { flag: 'true' },
    })
  })

  it('may be missing where a row is not labelled', () => {
    expect(map({ question: 'q' }, { answers: 'a', intent: 'i', tags: { t: 't' } })).toEqual({
      id: expect.stringMatching(/^row-[0-9a-f]{16}$/),
      inputs: { question: 'q' },
    })
  })

  it.each([
    ['no object', 'text', {}, 'ROW_NO_FIELDS'],
    ['a list', ['q'], {}, 'ROW_NO_FIELDS'],
    ['no question', { question: ' ' }, {}, 'ROW_FIELD_EMPTY'],
    ['no id', { question: 'q' }, { id: 'id' }, 'ROW_FIELD_EMPTY'],
    ['an id with a slash', { question: 'q', id: 'a/b' }, { id: 'id' }, 'ROW_ID_INVALID'],
    ['a list as id', { question: 'q', id: ['a'] }, { id: 'id' }, 'ROW_VALUE_KIND'],
    ['objects as answers', { question: 'q', a: [{ text: 'x' }] }, { answers: 'a' }, 'ROW_VALUE_KIND'],
    ['a long answer', { question: 'q', a: 'x'.repeat(10_001) }, { answers: 'a' }, 'ROW_FIELD_LONG'],
    ['a long intent', { question: 'q', i: 'x'.repeat(201) }, { intent: 'i' }, 'ROW_FIELD_LONG'],
    [
      'many answers',
      { question: 'q', a: Array.from({ length: 21 }, (_, i) => `a${i}`) },
      { answers: 'a' },
      'ROW_FIELD_MANY',
    ],
    ['1 MB', { question: 'x'.repeat(1_000_000) }, {}, 'ROW_TOO_LARGE'],
  ])('with %s are named with file and line', (_name, value, change, code) => {
    expect(() => map(value, change)).toThrow(expect.objectContaining({ code, path: 'f.csv:2' }))
  })
})

describe('collected rows', () => {
  it('name an id that stands twice, and keep the others', () => {
    const { rows, faults, faultCount } = read([
      { id: 'a', question: '1' },
      { id: 'b', question: '2' },
      { id: 'a', question: '3' },
      { id: 'c', question: '' },
    ])
    expect(rows.map(({ id }) => id)).toEqual(['a', 'b'])
    expect(faultCount).toBe(2)
    expect(faults).toMatchObject([
      { code: 'ROW_REPEATED', params: { line: 4, id: 'a', first: 'f.csv:2' } },
      { code: 'ROW_FIELD_EMPTY', params: { line: 5, field: 'question' } },
    ])
  })

  it('without ids keep theirs when the file is read again, also the same question twice', () => {
    const values = [{ question: 'q' }, { question: 'q' }, { question: 'r' }]
    const ids = read(values).rows.map(({ id }) => id)
    expect(new Set(ids).size).toBe(3)
    expect(ids[1]).toBe(`${ids[0]}-2`)
    expect(read(values.toReversed()).rows.map(({ id }) => id)).toEqual([ids[2], ids[0], ids[1]])
  })

  it('keep a thousand faults and count the rest', () => {
    const { faults, faultCount } = read(
      Array.from({ length: 1_500 }, () => 7),
      plain,
    )
    expect([faults.length, faultCount]).toEqual([1_000, 1_500])
  })
})

describe('known formats', () => {
  it('SQuAD gives questions with answers and the passage', () => {
    const squad = {
      data: [
        {
          title: 'Rail',
          paragraphs: [
            {
              context: 'It costs £5.',
              qas: [
                { id: 's1', question: 'How much?', answers: [{ text: '£5' }, { text: '£5' }] },
                { id: 's2', question: 'Who?', answers: [], is_impossible: true },
              ],
            },
          ],
        },
      ],
    }
    expect(read(readJsonRecords(JSON.stringify(squad), 's.json').map(({ value }) => value)).rows).toEqual([
      { id: 's1', inputs: { question: 'How much?' }, expected: { answers: ['£5'], documentIds: ['Rail#0'] } },
      { id: 's2', inputs: { question: 'Who?' }, expected: { answers: [], documentIds: ['Rail#0'] } },
    ])
    expect(() => readJsonRecords('{"data": 7}', 's.json')).toThrow(
      expect.objectContaining({ code: 'SQUAD_INVALID' }),
    )
    expect(readJsonRecords('[{"question":"q"}]', 's.json')).toHaveLength(1)
  })

  it('says on which line of a JSON file a record begins, and where SQuAD is broken', () => {
    const list = '[\n  {"question": "a\\"]\\n[",\n   "tags": [[1], {}]},\n\n  7, {"question": "b"}\n]'
    expect(readJsonRecords(list, 'l.json').map(({ place }) => place.line)).toEqual([2, 5, 5])
    const answers = { context: 'Five.', qas: [1, 2].map((id) => ({ id, question: 'q', answers: [] })) }
    const text = JSON.stringify({ data: [{ title: 'T', paragraphs: [answers, answers] }] }, null, 1)
    const lines = readJsonRecords(text, 's.json').map(({ place }) => text.split('\n')[place.line])
    expect(lines.map((line) => line?.trim())).toEqual(['"id": 1,', '"id": 2,', '"id": 1,', '"id": 2,'])
    const broken = text.replace(/"question": "q",(?![^]*"question": "q",)/, '')
    const line = text.slice(0, text.lastIndexOf('"id": 2')).split('\n').length - 1
    expect(() => readJsonRecords(broken, 's.json')).toThrow(
      expect.objectContaining({
        code: 'SQUAD_INVALID',
        params: expect.objectContaining({ file: `s.json:${line}` }) as object,
      }),
    )
  })

  it('BEIR gives the judged queries with their documents, the best first', () => {
    const { relevant, faults } = readQrels(
      ['query-id\tcorpus-id\tscore', '1\ta\t1', '1\tb\t2', '1\tc\t0', '2\td\tmany', ''].map(
        (text, index) => ({
          text,
          line: index + 1,
        }),
      ),
      'test.tsv',
    )
    expect(faults).toMatchObject([{ fault: { code: 'ROW_INVALID', params: { line: 5, field: 'score' } } }])
    const queries = [
      { _id: 1, text: 'How much?', metadata: {} },
      { _id: '9', text: 'Not judged' },
    ].map((value, index) => ({ value, place: place(index + 1) }))
    const joined = queries.flatMap((query) => joinQrels(query, relevant) ?? [])
    expect(read(joined.map(({ value }) => value)).rows).toEqual([
      { id: '1', inputs: { question: 'How much?' }, expected: { documentIds: ['b', 'a'] } },
    ])
  })
})
