/** A mapping as the import shows it: what each column of the file is. */
import type { DatasetMapping } from '../../runtime/evaluation/datasets/mapping.ts'
import { noMapping } from '../../runtime/evaluation/datasets/mapping.ts'

/** `question`: the input field of that name; `input`: an input field named like the column; `tag`: a tag named like it. */
export const columnRoles = [
  'question',
  'input',
  'answers',
  'intent',
  'documents',
  'tag',
  'id',
  'unused',
] as const

export type ColumnRole = (typeof columnRoles)[number]

/** Of these a file has at most one column. */
const single: ReadonlySet<ColumnRole> = new Set<ColumnRole>([
  'question',
  'answers',
  'intent',
  'documents',
  'id',
])

export type ColumnRoles = Readonly<Record<string, ColumnRole>>

export function rolesOfMapping(mapping: DatasetMapping, columns: readonly string[]): ColumnRoles {
  const { inputs, id, answers, intent, documentIds, tags } = mapping
  const roleOf = (column: string): ColumnRole => {
    if (inputs['question'] === column) return 'question'
    if (Object.values(inputs).includes(column)) return 'input'
    if (column === answers) return 'answers'
    if (column === intent) return 'intent'
    if (column === documentIds) return 'documents'
    if (Object.values(tags).includes(column)) return 'tag'
    return column === id ? 'id' : 'unused'
  }
  return Object.fromEntries(columns.map((column) => [column, roleOf(column)]))
}

/** Gives a column a role; another that had it and must be the only one is no longer used. */
export function assignRole(roles: ColumnRoles, column: string, role: ColumnRole): ColumnRoles {
  const others = Object.entries(roles).map(([name, old]): [string, ColumnRole] => [
    name,
    old === role && single.has(role) ? 'unused' : old,
  ])
  return { ...Object.fromEntries(others), [column]: role }
}

export function mappingOfRoles(roles: ColumnRoles, separator: string): DatasetMapping {
  const named = (role: ColumnRole) =>
    Object.entries(roles).flatMap(([column, given]) => (given === role ? [column] : []))
  const first = (role: ColumnRole) => named(role)[0] ?? null
  const question = first('question')
  const others = named('input').map((column) => [plainName(column), column])
  return {
    ...noMapping,
    inputs: { ...(question === null ? {} : { question }), ...Object.fromEntries(others) },
    id: first('id'),
    answers: first('answers'),
    separator,
    intent: first('intent'),
    documentIds: first('documents'),
    tags: Object.fromEntries(named('tag').map((column) => [plainName(column), column])),
  }
}

/** The name of a field or tag from its column: `tags.language` gives `language`. */
export function plainName(column: string): string {
  return column.replace(/^(inputs|tags)\./, '').slice(0, 64)
}
