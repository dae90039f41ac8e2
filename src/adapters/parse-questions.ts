/** Labelled questions from JSONL and from SQuAD's JSON (Rajpurkar et al., 2016 and 2018). */
import { z } from 'zod'
import { failure } from '../../runtime/core/errors/failure.ts'
import { parseRow } from '../../runtime/core/rows/parse-json-row.ts'
import type { LabelledQuestion } from '../../runtime/core/wire/banks.ts'
import { labelledQuestionSchema } from '../../runtime/core/wire/banks.ts'
import type { SchemaErrorMap } from '../messages/say.ts'
import type { Parsed } from '../resources/import/parse-rows.ts'
import {
  collectRows,
  endingOf,
  findDuplicateIds,
  joinParsed,
  parseRows,
} from '../resources/import/parse-rows.ts'
import type { TextFile } from '../resources/import/read-import-file.ts'

export const questionEndings = ['.jsonl', '.ndjson', '.json'] as const

/** Rows of data sets carry more than a question has; what is not known here is left out. */
const rowSchema = z.object({ ...labelledQuestionSchema.shape })

const squadSchema = z.object({
  data: z.array(
    z.object({
      title: z.string().optional(),
      paragraphs: z.array(
        z.object({
          qas: z.array(
            z.object({
              id: z.union([z.string(), z.number()]).transform(String),
              question: z.string(),
              answers: z.array(z.object({ text: z.string() })).default([]),
              is_impossible: z.boolean().default(false),
            }),
          ),
        }),
      ),
    }),
  ),
})

export function parseQuestions(files: readonly TextFile[], say?: SchemaErrorMap): Parsed<LabelledQuestion> {
  const { rows, failures } = joinParsed(
    files.map((file) => (endingOf(file.name) === '.json' ? readSquad(file, say) : readLines(file, say))),
  )
  const repeated = findDuplicateIds(rows.map(({ question, place }) => ({ id: question.id, place })))
  return { rows: rows.map(({ question }) => question), failures: [...failures, ...repeated] }
}

interface Placed {
  readonly question: LabelledQuestion
  readonly place: { readonly file: string; readonly line: number }
}

function readLines(file: TextFile, say?: SchemaErrorMap): Parsed<Placed> {
  const raw = parseRows(file) ?? { rows: [], failures: [] }
  const read = collectRows(raw.rows, ({ value, place }) => ({
    question: parseRow(value, place, rowSchema, say),
    place,
  }))
  return { rows: read.rows, failures: [...raw.failures, ...read.failures] }
}

/** The file is one value without lines of its own: faults are placed by path, repeated ids by their position. */
function readSquad({ name, text }: TextFile, say?: SchemaErrorMap): Parsed<Placed> {
  const { rows, failures } = collectRows([text], (whole) => parseSquad(name, whole, say))
  const questions = rows.flat()
  const checked = collectRows(questions.entries(), ([index, question]) => ({
    question: parseRow(question, { file: name, line: index + 1 }, labelledQuestionSchema, say),
    place: { file: name, line: index + 1 },
  }))
  return { rows: checked.rows, failures: [...failures, ...checked.failures] }
}

function parseSquad(name: string, text: string, say?: SchemaErrorMap): LabelledQuestion[] {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw failure('INVALID_JSON', { source: name, reason }, { cause })
  }
  const parsed = squadSchema.safeParse(value, say === undefined ? {} : { error: say })
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    const path = issue?.path.join('.') || '(file)'
    throw failure('SQUAD_INVALID', { file: name, path, reason: issue?.message ?? '' })
  }
  return parsed.data.data.flatMap(({ paragraphs }) =>
    paragraphs.flatMap(({ qas }) =>
      qas.map(({ id, question, answers, is_impossible: isImpossible }) => ({
        id,
        question,
        answers: isImpossible ? [] : [...new Set(answers.map((answer) => answer.text))],
      })),
    ),
  )
}
