/** What a dataset says of its rows, kept up row by row: a change costs as much as the rows it touches, not the dataset. */
import { z } from 'zod'
import { canonicalJson, sha256Hex } from '../core/document/content-hash.ts'
import type { Language } from '../core/values.ts'
import type { DatasetRow, DatasetSummary } from '../core/wire/datasets.ts'

export const datasetFiguresSchema = z.object({
  rows: z.int(),
  /** Sum of the rows' hashes modulo 2^256, hexadecimal. */
  hashSum: z.string(),
  labelled: z.object({ answers: z.int(), intent: z.int(), documents: z.int() }),
  languages: z.object({ en: z.int(), zh: z.int() }),
  fields: z.record(z.string(), z.int()),
})

export type DatasetFigures = z.infer<typeof datasetFiguresSchema>

export const noFigures: DatasetFigures = {
  rows: 0,
  hashSum: '0',
  labelled: { answers: 0, intent: 0, documents: 0 },
  languages: { en: 0, zh: 0 },
  fields: {},
}

const modulus = 1n << 256n

/**
 * The figures after rows were added and others taken away. The hash of a set is the sum of its members' hashes: it needs no
 * order and no second look at what stays. Source: Bellare and Micciancio, EUROCRYPT 1997 (AdHash).
 */
export function changeFigures(
  old: DatasetFigures,
  added: readonly DatasetRow[],
  removed: readonly DatasetRow[] = [],
): DatasetFigures {
  const labelled = { ...old.labelled }
  const languages = { ...old.languages }
  const fields = new Map(Object.entries(old.fields))
  let sum = BigInt(`0x${old.hashSum}`)
  const count = (row: DatasetRow, by: 1 | -1) => {
    sum += BigInt(by) * BigInt(`0x${sha256Hex(canonicalJson(row))}`)
    if (row.expected?.answers !== undefined) labelled.answers += by
    if (row.expected?.intent !== undefined) labelled.intent += by
    if ((row.expected?.documentIds ?? []).length > 0) labelled.documents += by
    const language = languageOfRow(row)
    if (language !== undefined) languages[language] += by
    for (const field of Object.keys(row.inputs)) fields.set(field, (fields.get(field) ?? 0) + by)
  }
  for (const row of added) count(row, 1)
  for (const row of removed) count(row, -1)
  return {
    rows: old.rows + added.length - removed.length,
    hashSum: (((sum % modulus) + modulus) % modulus).toString(16),
    labelled,
    languages,
    fields: Object.fromEntries([...fields].filter(([, n]) => n > 0).sort(([a], [b]) => (a < b ? -1 : 1))),
  }
}

/** What a summary shows of the figures. */
export function showFigures({
  hashSum,
  ...shown
}: DatasetFigures): Pick<DatasetSummary, 'rows' | 'version' | 'labelled' | 'languages' | 'fields'> {
  return { ...shown, version: sha256Hex(`${shown.rows} ${hashSum}`) }
}

/** Chinese as soon as one of its texts holds a Chinese character; undefined for a row without text. */
function languageOfRow({ inputs }: DatasetRow): Language | undefined {
  const text = JSON.stringify(Object.values(inputs))
  if (/\p{Script=Han}/u.test(text)) return 'zh'
  return /\p{L}/u.test(text) ? 'en' : undefined
}
