/** Utterances from JSONL and CSV: `text`, `intent`, and a `split` that keeps test rows out of training. */
import { z } from 'zod'
import { failure } from '../../runtime/core/errors/failure.ts'
import type { RowPlace } from '../../runtime/core/rows/parse-json-row.ts'
import { parseRow } from '../../runtime/core/rows/parse-json-row.ts'
import type { Utterance } from '../../runtime/core/wire/intents.ts'
import { utteranceSchema } from '../../runtime/core/wire/intents.ts'
import type { SchemaErrorMap } from '../messages/say.ts'
import type { Parsed } from '../resources/import/parse-rows.ts'
import { collectRows, joinParsed, parseRows } from '../resources/import/parse-rows.ts'
import type { TextFile } from '../resources/import/read-import-file.ts'

export const utteranceEndings = ['.jsonl', '.ndjson', '.csv'] as const

export interface LabelledText {
  readonly text: string
  readonly intent: string
  /** Held back for measuring; not to be trained on. */
  readonly isTest: boolean
}

const rowSchema = z.looseObject({
  text: utteranceSchema.shape.text,
  intent: utteranceSchema.shape.intent,
  split: z.string().optional(),
})

const shownCharacters = 60

/** The same text twice with one intent counts once; with two intents it is a fault. */
export function parseUtterances(files: readonly TextFile[], say?: SchemaErrorMap): Parsed<LabelledText> {
  const raw = joinParsed(files.flatMap((file) => parseRows(file) ?? []))
  const read = collectRows(raw.rows, ({ value, place }) => {
    const { text, intent, split } = parseRow(value, place, rowSchema, say)
    return { text, intent, isTest: split === 'test', place }
  })
  const seen = new Map<string, { readonly intent: string; readonly place: RowPlace }>()
  const unique = collectRows(read.rows, (row) => {
    const first = seen.get(row.text)
    if (first === undefined) seen.set(row.text, row)
    else if (first.intent !== row.intent) throw contradiction(row.text, row.place, first.place)
    return { text: row.text, intent: row.intent, isTest: row.isTest, isFirst: first === undefined }
  })
  return {
    rows: unique.rows.filter(({ isFirst }) => isFirst).map(({ isFirst: _isFirst, ...row }) => row),
    failures: [...raw.failures, ...read.failures, ...unique.failures],
  }
}

function contradiction(text: string, place: RowPlace, first: RowPlace): Error {
  const shown = text.length > shownCharacters ? `${text.slice(0, shownCharacters)}…` : text
  return failure(
    'ROW_REPEATED',
    { ...place, id: shown, first: `${first.file}:${first.line}` },
    { path: `${place.file}:${place.line}` },
  )
}

export interface UtteranceChanges {
  /** What is to be written: new texts, and known ones whose intent changes. */
  readonly put: readonly Utterance[]
  readonly added: number
  readonly changed: number
  readonly same: number
  readonly leftOut: number
}

/** Compares rows with what is stored: a text is known by itself, so that importing a file again adds nothing. */
export function compareUtterances(
  rows: readonly LabelledText[],
  stored: readonly Utterance[],
  newId: () => string,
): UtteranceChanges {
  const byText = new Map(stored.map((utterance) => [utterance.text, utterance]))
  const put: Utterance[] = []
  const counts = { added: 0, changed: 0, same: 0, leftOut: 0 }
  for (const { text, intent, isTest } of rows) {
    const known = byText.get(text)
    if (isTest) counts.leftOut += 1
    else if (known === undefined) {
      counts.added += 1
      put.push({ id: newId(), text, intent })
    } else if (known.intent === intent) counts.same += 1
    else {
      counts.changed += 1
      put.push({ ...known, intent })
    }
  }
  return { put, ...counts }
}
