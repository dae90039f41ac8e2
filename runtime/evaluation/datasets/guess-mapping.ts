/** A first mapping from the names of the columns and a few records; the person corrects it. */
import type { DatasetMapping } from './mapping.ts'
import { noMapping } from './mapping.ts'
import type { Columns } from './raw-record.ts'

/** Names in lower case without `_`, `-` and blanks. */
const known = {
  id: ['id', 'qid', 'queryid', 'questionid', 'uid', 'rowid', '编号', '序号', '标识'],
  question: [
    'question',
    'inputs.question',
    'query',
    'text',
    'input',
    'prompt',
    'utterance',
    'request',
    '问题',
    '提问',
  ],
  answers: [
    'answers',
    'expected.answers',
    'answers.text',
    'answer',
    'goldanswers',
    'gold',
    'reference',
    'references',
    'groundtruth',
    'groundtruths',
    'expected',
    'expectedanswer',
    'target',
    'output',
    'response',
    '答案',
    '标准答案',
    '回答',
  ],
  intent: ['intent', 'expected.intent', 'label', 'category', 'class', '意图', '类别', '分类'],
  documentIds: [
    'documentids',
    'expected.documentids',
    'contextid',
    'documents',
    'documentid',
    'docids',
    'docid',
    'passageid',
    'corpusid',
    'relevant',
    '文档',
    '文档编号',
  ],
} as const
const tagNames = [
  'language',
  'lang',
  'split',
  'source',
  'type',
  'topic',
  'difficulty',
  'slice',
  '语言',
  '来源',
  '难度',
]

const plainName = (column: string) => column.toLowerCase().replaceAll(/[_\-\s]/g, '')

/** Names of all columns of the records, in the order in which they first stand. */
export function columnNames(records: readonly Columns[]): string[] {
  return [...new Set(records.flatMap((columns) => [...columns.keys()]))]
}

export function guessMapping(records: readonly Columns[]): DatasetMapping {
  const columns = columnNames(records)
  const find = (names: readonly string[]) => {
    for (const name of names) {
      const column = columns.find((candidate) => plainName(candidate) === name)
      if (column !== undefined) return column
    }
    return null
  }
  const id = find(known.id)
  const answers = find(known.answers)
  const intent = find(known.intent)
  const documentIds = find(known.documentIds)
  const taken = new Set([id, answers, intent, documentIds])
  const question =
    find(known.question) ??
    longestText(
      records,
      columns.filter((column) => !taken.has(column)),
    )
  const inputs = new Map(question === null ? [] : [['question', question]])
  const tags = new Map<string, string>()
  for (const column of columns) {
    const [place, inner = ''] = column.split('.')
    if (place === 'inputs' && column !== question) inputs.set(inner, column)
    if (place === 'tags') tags.set(inner, column)
    if (tagNames.includes(plainName(column))) tags.set(column, column)
  }
  return {
    ...noMapping,
    inputs: Object.fromEntries(inputs),
    id,
    answers,
    separator: answers !== null && records.some((record) => hasBar(record.get(answers))) ? '|' : '',
    intent,
    documentIds,
    tags: Object.fromEntries(tags),
  }
}

const hasBar = (cell: unknown) => typeof cell === 'string' && !cell.startsWith('[') && cell.includes('|')

/** The column whose texts are longest on average; null where none holds text. */
function longestText(records: readonly Columns[], columns: readonly string[]): string | null {
  const lengths = columns.map((column) => {
    const texts = records.map((record) => record.get(column)).filter((cell) => typeof cell === 'string')
    return { column, length: texts.reduce((sum, text) => sum + text.length, 0) / records.length }
  })
  const best = lengths.reduce((a, b) => (b.length > a.length ? b : a), { column: '', length: 0 })
  return best.length > 0 ? best.column : null
}
