import { describe, expect, it } from 'vitest'
import { readDatasetFiles, readTexts } from './read-dataset-files.ts'

const read = (...files: [name: string, text: string][]) =>
  readTexts(files.map(([name, text]) => ({ name, text })))
const valuesOf = ({ records }: ReturnType<typeof readTexts>) =>
  records.map((record) => ('fault' in record ? record.fault.code : record.value))

describe('chosen files', () => {
  it('of rows give records with their lines and faults', () => {
    const { records } = read(
      ['a.csv', 'question,answers\nq,a\nq,a,b\nr,b\n'],
      ['b.jsonl', '{"question":"x"}\n{'],
    )
    expect(records).toMatchObject([
      { value: { question: 'q', answers: 'a' }, place: { file: 'a.csv', line: 2 } },
      { fault: { code: 'CSV_CELLS', params: { line: 3 } } },
      { value: { question: 'r', answers: 'b' }, place: { file: 'a.csv', line: 4 } },
      { value: { question: 'x' }, place: { file: 'b.jsonl', line: 1 } },
      { fault: { code: 'INVALID_JSON' } },
    ])
  })

  it('in tabs are rows, or judgements when they look like them', () => {
    expect(valuesOf(read(['t.tsv', 'question\tanswers\nq\ta\n']))).toEqual([{ question: 'q', answers: 'a' }])
    const beir = read(
      ['queries.jsonl', '{"_id":"1","text":"one"}\n{"_id":"2","text":"two"}\n'],
      ['test.tsv', 'query-id\tcorpus-id\tscore\n1\td\t1\n1\te\tx\n'],
    )
    expect(valuesOf(beir)).toEqual(['ROW_INVALID', { _id: '1', text: 'one', documentIds: ['d'] }])
  })

  it('that are JSON are SQuAD or a list; what spoils one is said of it', () => {
    const { records, failures } = read(
      ['list.json', '[{"question":"q"}]'],
      ['bad.json', '{'],
      ['none.json', '{"a":1}'],
      ['a.docx', ''],
      ['twice.csv', 'question,question\na,b\n'],
    )
    expect(records).toHaveLength(1)
    expect(failures.map(({ code }) => code)).toEqual([
      'INVALID_JSON',
      'SQUAD_INVALID',
      'IMPORT_FILE_UNKNOWN',
      'CSV_COLUMN_TWICE',
    ])
  })

  it('that are not UTF-8 are refused, the others read', async () => {
    // The test's page has files without contents to read.
    const fileOf = (name: string, bytes: Uint8Array<ArrayBuffer>) =>
      Object.assign(new File([], name), { arrayBuffer: async () => bytes.buffer })
    const good = fileOf('a.csv', new TextEncoder().encode('question\nq\n'))
    const bad = fileOf('b.csv', Uint8Array.of(0x61, 0xff))
    const { records, failures } = await readDatasetFiles([bad, good])
    expect(records).toHaveLength(1)
    expect(failures).toMatchObject([{ code: 'INVALID_UTF8', params: { source: 'b.csv', offset: 1 } }])
  })
})
