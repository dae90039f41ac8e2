/** The files of the worked example: `example.json` names what belongs together, JSONL files hold the rows. */
import { join } from 'node:path'
import { z } from 'zod'
import { aliasNameSchema, bankRouteSchema, labelledQuestionSchema } from '../../core/wire/banks.ts'
import { articleSchema, languageSchema } from '../../core/wire/indexes.ts'
import { utteranceSchema } from '../../core/wire/intents.ts'
import { readAllJsonl } from '../files/read-jsonl.ts'
import { readTextFile } from '../files/read-text-file.ts'

/** A bank that only the worked experiment needs. */
const experimentBankSchema = z.discriminatedUnion('make', [
  /** The desk's aliases, trained with another rank. */
  z.strictObject({ make: z.literal('by-intent'), id: z.string(), name: z.string(), rank: z.int() }),
  /** One adapter, `all`, from the questions of all intents. */
  z.strictObject({ make: z.literal('one-for-all'), id: z.string(), name: z.string(), rank: z.int() }),
  /** One adapter, `merged`, the mean of the desk's. */
  z.strictObject({ make: z.literal('merged'), id: z.string(), name: z.string() }),
])

/** One customer desk: its index, its intents and its bank bear the desk's id. Files are relative to the example's folder. */
const deskSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  language: languageSchema,
  articles: z.array(z.string()),
  utterances: z.string(),
  questions: z.array(z.string()),
  /** Named after what it holds: the questions marked `test`. Its id is the desk's. */
  dataset: z.strictObject({ name: z.string(), description: z.string() }),
  defaultAlias: aliasNameSchema.nullable(),
  /** A route without a threshold gets the one that `fitThreshold` finds for the desk's trained intents. */
  routes: z.array(bankRouteSchema),
  /** Folder of PEFT folders; each becomes an adapter and an alias of the same name. */
  adapters: z.string(),
  pipelines: z.array(z.string()),
  /** Set up when the experiment is first run, not by `start`. */
  experiment: z
    .strictObject({ banks: z.array(experimentBankSchema), pipelines: z.array(z.string()) })
    .default({ banks: [], pipelines: [] }),
})

const exampleSchema = z.strictObject({ desks: z.array(deskSchema) })

export type ExperimentBank = z.infer<typeof experimentBankSchema>
export type Desk = z.infer<typeof deskSchema>

/** @throws FILE_UNREADABLE when `example.json` is missing */
export async function readExample(folder: string): Promise<readonly Desk[]> {
  return exampleSchema.parse(JSON.parse(await readTextFile(join(folder, 'example.json')))).desks
}

/** @throws ROW_INVALID naming file, line and field */
export async function readArticles(folder: string, desk: Desk) {
  return (
    await Promise.all(desk.articles.map((file) => readAllJsonl(join(folder, file), articleSchema)))
  ).flat()
}

/** Utterances without ids; they get theirs by position. @throws ROW_INVALID naming file, line and field */
export async function readUtterances(folder: string, desk: Desk) {
  return readAllJsonl(join(folder, desk.utterances), utteranceSchema.omit({ id: true }))
}

/** @throws ROW_INVALID naming file, line and field */
export async function readQuestions(folder: string, desk: Desk) {
  const files = desk.questions.map((file) => readAllJsonl(join(folder, file), labelledQuestionSchema))
  return (await Promise.all(files)).flat()
}
