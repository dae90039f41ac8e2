/**
 * Fills an empty data directory with the worked example. Each step looks first whether it is done, so that an interrupted
 * seeding goes on where it stopped; a marker keeps what a person has removed from coming back.
 */
import { existsSync } from 'node:fs'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { parsePipeline } from '../../core/document/parse.ts'
import { failure } from '../../core/errors/failure.ts'
import type { RuntimeServices } from '../../core/services/runtime-services.ts'
import { aliasNameSchema, bankRouteSchema, labelledQuestionSchema } from '../../core/wire/banks.ts'
import { articleSchema } from '../../core/wire/indexes.ts'
import { utteranceSchema } from '../../core/wire/intents.ts'
import type { Job } from '../../core/wire/jobs.ts'
import type { CommandIo } from '../command-io.ts'
import { readTextFile } from '../files/read-text-file.ts'

/** `example.json`: what belongs together in one desk. */
const deskSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  language: z.enum(['en', 'zh']),
  articles: z.array(z.string()),
  utterances: z.string(),
  questions: z.array(z.string()),
  defaultAlias: aliasNameSchema.nullable(),
  routes: z.array(bankRouteSchema),
  /** Folder of PEFT folders; each becomes an adapter and an alias of the same name. */
  adapters: z.string(),
  pipelines: z.array(z.string()),
})

const exampleSchema = z.strictObject({ desks: z.array(deskSchema) })

type Desk = z.infer<typeof deskSchema>

interface Seeding {
  readonly services: RuntimeServices
  readonly folder: string
  readonly io: Pick<CommandIo, 'say' | 'progress'>
}

export async function seedExample(
  services: RuntimeServices,
  folder: string,
  io: Pick<CommandIo, 'say' | 'progress'>,
  markerFile: string,
): Promise<void> {
  if (existsSync(markerFile)) return
  const startedMs = performance.now()
  io.say('Setting up the worked example …')
  const { desks } = exampleSchema.parse(JSON.parse(await readTextFile(join(folder, 'example.json'))))
  for (const desk of desks) await seedDesk({ services, folder, io }, desk)
  await writeFile(markerFile, JSON.stringify({ seededAt: new Date().toISOString() }))
  io.say(`The example is ready after ${((performance.now() - startedMs) / 1000).toFixed(1)} s.`)
}

async function seedDesk(seeding: Seeding, desk: Desk): Promise<void> {
  await seedIndex(seeding, desk)
  await seedIntents(seeding, desk)
  await seedBank(seeding, desk)
  const existing = new Set((await seeding.services.pipelines.list()).map(({ id }) => id))
  for (const file of desk.pipelines) {
    const document = parsePipeline(await readTextFile(join(seeding.folder, file)))
    if (!existing.has(document.id)) await seeding.services.pipelines.create(document)
  }
}

async function seedIndex(seeding: Seeding, desk: Desk): Promise<void> {
  const { indexes } = seeding.services
  if (!(await indexes.list()).some(({ id }) => id === desk.id)) {
    await indexes.create({ id: desk.id, name: desk.name, language: desk.language })
  }
  if ((await indexes.get(desk.id)).generation > 0) return
  for (const file of desk.articles) {
    await indexes.putArticles(desk.id, await readRows(join(seeding.folder, file), articleSchema))
  }
  await finish(seeding, await indexes.build(desk.id), `${desk.name}: index`)
}

async function seedIntents(seeding: Seeding, desk: Desk): Promise<void> {
  const { intents } = seeding.services
  if (!(await intents.list()).some(({ id }) => id === desk.id)) {
    await intents.create({ id: desk.id, name: desk.name, language: desk.language })
  }
  if ((await intents.get(desk.id)).model !== null) return
  const rows = await readRows(join(seeding.folder, desk.utterances), utteranceSchema.omit({ id: true }))
  await intents.putUtterances(
    desk.id,
    rows.map((row, index) => ({ id: `u${String(index + 1).padStart(4, '0')}`, ...row })),
  )
  await finish(seeding, await intents.train(desk.id), `${desk.name}: intents`)
}

async function seedBank(seeding: Seeding, desk: Desk): Promise<void> {
  const { banks } = seeding.services
  if (!(await banks.list()).some(({ id }) => id === desk.id)) {
    await banks.create({ id: desk.id, name: desk.name, language: desk.language })
  }
  if ((await banks.get(desk.id)).questions === 0) {
    const questions = await Promise.all(
      desk.questions.map((file) => readRows(join(seeding.folder, file), labelledQuestionSchema)),
    )
    await banks.putQuestions(desk.id, questions.flat())
  }
  const folder = join(seeding.folder, desk.adapters)
  const names = (await readdir(folder)).sort()
  for (const name of names) {
    if ((await banks.get(desk.id)).aliases.some(({ alias }) => alias === name)) continue
    const [config, weights] = await Promise.all([
      readFile(join(folder, name, 'adapter_config.json')),
      readFile(join(folder, name, 'adapter_model.safetensors')),
    ])
    const adapter = await banks.addAdapter(desk.id, name, {
      config: new Uint8Array(config),
      weights: new Uint8Array(weights),
    })
    await banks.flipAlias(desk.id, name, adapter.id)
  }
  await banks.setRoutes(desk.id, { routes: desk.routes, defaultAlias: desk.defaultAlias })
}

/** Follows a job to its end. @throws the job's failure */
async function finish({ services, io }: Seeding, job: Job, label: string): Promise<void> {
  for await (const { progress, phase } of services.jobs.follow(job.id))
    io.progress(progress, `${label} (${phase})`)
  await services.jobs.wait(job.id)
}

/** A JSONL file whose rows all fit the schema. @throws FILE_UNREADABLE naming file, line and field */
async function readRows<Schema extends z.ZodType>(file: string, schema: Schema): Promise<z.output<Schema>[]> {
  const lines = (await readTextFile(file)).split('\n')
  return lines.flatMap((line, index) => {
    if (line.trim() === '') return []
    const parsed = schema.safeParse(JSON.parse(line))
    if (parsed.success) return [parsed.data]
    const issue = parsed.error.issues[0]
    const reason = `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`
    throw failure('FILE_UNREADABLE', { file, reason }, { path: `${file}:${index + 1}` })
  })
}
