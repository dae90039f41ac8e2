/** A row as its dialog edits it: texts of fields, read back and checked. */
import { z } from 'zod'
import type { DatasetRow } from '../../runtime/core/wire/datasets.ts'
import { datasetRowSchema } from '../../runtime/core/wire/datasets.ts'
import type { SchemaErrorMap } from '../messages/say.ts'
import type { LabelDraft } from '../resources/label/label-draft.ts'
import { draftOfLabel, labelOfDraft } from '../resources/label/label-draft.ts'
import { tagTexts } from './row-text.ts'

export interface InputDraft {
  readonly field: string
  readonly text: string
  /** Its value is no text and is written as JSON. */
  readonly isJson: boolean
}

export interface RowDraft {
  readonly inputs: readonly InputDraft[]
  readonly label: LabelDraft
  /** `name=value`, one a line. */
  readonly tags: string
}

/** What is wrong, by field: `inputs.NAME`, `answers`, `intent`, `documentIds`, `tags`. */
export type RowFaults = Readonly<Record<string, string | undefined>>

export interface DraftTexts {
  readonly notJson: string
  notTag(line: string): string
}

/** @param fields input fields of the dataset's other rows: the row may take them too */
export function draftOfRow(row: DatasetRow | null, fields: readonly string[]): RowDraft {
  const own: [string, unknown][] = Object.entries(row?.inputs ?? {})
  const others = fields.filter((field) => !own.some(([name]) => name === field))
  const inputs: [string, unknown][] = [...own, ...others.map((field): [string, unknown] => [field, ''])]
  if (inputs.length === 0) inputs.push(['question', ''])
  return {
    inputs: inputs.map(([field, value]) =>
      typeof value === 'string'
        ? { field, text: value, isJson: false }
        : { field, text: JSON.stringify(value, null, 2), isJson: true },
    ),
    label: draftOfLabel(row?.expected),
    tags: row === null ? '' : tagTexts(row).join('\n'),
  }
}

/** The row of a draft, or what is wrong with it. Inputs left empty are left out. */
export function rowOfDraft(
  draft: RowDraft,
  old: Pick<DatasetRow, 'id' | 'expected' | 'runId'>,
  texts: DraftTexts,
  say?: SchemaErrorMap,
): { readonly row: DatasetRow } | { readonly faults: RowFaults } {
  const faults = new Map<string, string>()
  const inputs = new Map<string, unknown>()
  for (const { field, text, isJson } of draft.inputs) {
    if (text.trim() === '') continue
    if (isJson) {
      const value = parseJson(text)
      if (value === undefined) faults.set(`inputs.${field}`, texts.notJson)
      else inputs.set(field, value)
    } else inputs.set(field, text)
  }
  const tags = new Map<string, string>()
  for (const line of draft.tags.split('\n').map((part) => part.trim())) {
    const [, name, value] = /^([^=]+)=(.*)$/.exec(line) ?? []
    if (name !== undefined && value !== undefined) tags.set(name.trim(), value.trim())
    else if (line !== '') faults.set('tags', texts.notTag(line))
  }
  if (faults.size > 0) return { faults: Object.fromEntries(faults) }
  const expected = labelOfDraft(draft.label, old.expected)
  const parsed = datasetRowSchema.safeParse(
    {
      id: old.id,
      inputs: Object.fromEntries(inputs),
      ...(expected === undefined ? {} : { expected }),
      ...(tags.size === 0 ? {} : { tags: Object.fromEntries(tags) }),
      ...(old.runId === undefined ? {} : { runId: old.runId }),
    },
    say === undefined ? {} : { error: say },
  )
  if (parsed.success) return { row: parsed.data }
  return {
    faults: Object.fromEntries(parsed.error.issues.map(({ path, message }) => [placeOf(path), message])),
  }
}

function placeOf(path: readonly PropertyKey[]): string {
  const [area, field] = path.map(String)
  return area === 'inputs' ? `inputs.${field}` : area === 'expected' ? (field ?? '') : (area ?? '')
}

function parseJson(text: string): unknown {
  try {
    return z.json().parse(JSON.parse(text))
  } catch {
    return undefined
  }
}
