/**
 * Fills an empty data directory with the worked example. Each step looks first whether it is done, so that an interrupted
 * seeding goes on where it stopped; a marker keeps what a person has removed from coming back.
 */
import { existsSync } from 'node:fs'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parsePipeline } from '../../core/document/parse.ts'
import type { Job } from '../../core/wire/jobs.ts'
import type { CommandIo } from '../command-io.ts'
import { readTextFile } from '../files/read-text-file.ts'
import type { CommandServices } from '../services/command-services.ts'
import { fitThreshold } from './fit-threshold.ts'
import type { Desk } from './read-example.ts'
import { readArticles, readExample, readQuestions, readUtterances } from './read-example.ts'

const peftConfig = 'adapter_config.json'
const peftWeights = 'adapter_model.safetensors'

interface Seeding {
  readonly services: CommandServices
  readonly folder: string
  readonly io: Pick<CommandIo, 'say' | 'progress'>
}

export async function seedExample(
  services: CommandServices,
  folder: string,
  io: Pick<CommandIo, 'say' | 'progress'>,
  markerFile: string,
): Promise<void> {
  if (existsSync(markerFile)) return
  const startedMs = performance.now()
  io.say('Setting up the worked example …')
  const desks = await readExample(folder)
  for (const desk of desks) await seedDesk({ services, folder, io }, desk)
  // Lists show the newest first: the first desk's pipelines shall lead.
  for (const desk of desks.toReversed()) await seedPipelines({ services, folder, io }, desk)
  await writeFile(markerFile, JSON.stringify({ seededAt: new Date().toISOString() }))
  io.say(`The example is ready after ${((performance.now() - startedMs) / 1000).toFixed(1)} s.`)
}

async function seedDesk(seeding: Seeding, desk: Desk): Promise<void> {
  await seedIndex(seeding, desk)
  await seedIntents(seeding, desk)
  await seedBank(seeding, desk)
  await seedDataset(seeding, desk)
}

async function seedIndex(seeding: Seeding, desk: Desk): Promise<void> {
  const { indexes } = seeding.services
  if (!(await indexes.list()).some(({ id }) => id === desk.id)) {
    await indexes.create({ id: desk.id, name: desk.name, language: desk.language })
  }
  if ((await indexes.get(desk.id)).generation > 0) return
  await indexes.putArticles(desk.id, await readArticles(seeding.folder, desk))
  await followJob(seeding, await indexes.build(desk.id), `${desk.name}: index`)
}

async function seedIntents(seeding: Seeding, desk: Desk): Promise<void> {
  const { intents } = seeding.services
  if (!(await intents.list()).some(({ id }) => id === desk.id)) {
    await intents.create({ id: desk.id, name: desk.name, language: desk.language })
  }
  if ((await intents.get(desk.id)).model !== null) return
  const rows = await readUtterances(seeding.folder, desk)
  await intents.putUtterances(
    desk.id,
    rows.map((row, index) => ({ id: `u${String(index + 1).padStart(4, '0')}`, ...row })),
  )
  await followJob(seeding, await intents.train(desk.id), `${desk.name}: intents`)
}

async function seedBank(seeding: Seeding, desk: Desk): Promise<void> {
  const { banks } = seeding.services
  if (!(await banks.list()).some(({ id }) => id === desk.id)) {
    await banks.create({ id: desk.id, name: desk.name, language: desk.language })
  }
  if ((await banks.get(desk.id)).questions === 0) {
    await banks.putQuestions(desk.id, await readQuestions(seeding.folder, desk))
  }
  for (const name of await listAdapters(seeding, desk)) {
    if ((await banks.get(desk.id)).aliases.some(({ alias }) => alias === name)) continue
    const [config, weights] = await Promise.all([
      readFile(join(seeding.folder, desk.adapters, name, peftConfig)),
      readFile(join(seeding.folder, desk.adapters, name, peftWeights)),
    ])
    const adapter = await banks.addAdapter(desk.id, name, {
      config: new Uint8Array(config),
      weights: new Uint8Array(weights),
    })
    await banks.flipAlias(desk.id, name, adapter.id)
  }
  const present = new Set((await banks.get(desk.id)).aliases.map(({ alias }) => alias))
  const threshold = await fitDeskThreshold(seeding, desk)
  await banks.setRoutes(desk.id, {
    routes: desk.routes.filter(({ alias }) => present.has(alias)).map((route) => ({ threshold, ...route })),
    defaultAlias: desk.defaultAlias !== null && present.has(desk.defaultAlias) ? desk.defaultAlias : null,
  })
}

/** Only questions that neither adapters nor thresholds were made from: what is measured on them is not flattered. */
async function seedDataset({ services: { datasets }, folder }: Seeding, desk: Desk): Promise<void> {
  if (!(await datasets.list()).some(({ id }) => id === desk.id)) {
    await datasets.create({ id: desk.id, ...desk.dataset })
  }
  if ((await datasets.get(desk.id)).rows > 0) return
  const questions = await readQuestions(folder, desk)
  await datasets.putRows(
    desk.id,
    questions
      .filter(({ split }) => split === 'test')
      .map(({ id, question, answers, intent, contextId }) => ({
        id,
        inputs: { question },
        expected: {
          answers,
          ...(intent === undefined ? {} : { intent }),
          ...(contextId === undefined ? {} : { documentIds: [contextId] }),
        },
        tags: { split: 'test' },
      })),
  )
}

/** Fitted on the questions that adapters may learn from; those of the test half are left alone. */
async function fitDeskThreshold({ services, folder }: Seeding, desk: Desk): Promise<number> {
  const model = await services.intents.open(desk.id)
  const questions = await readQuestions(folder, desk)
  const confidences: number[] = []
  for (const { question } of questions.filter(({ split }) => split === 'train'))
    confidences.push((await model.predict(question)).confidence)
  return fitThreshold(confidences)
}

async function seedPipelines({ services, folder }: Seeding, desk: Desk): Promise<void> {
  const existing = new Set((await services.pipelines.list()).map(({ id }) => id))
  for (const file of desk.pipelines) {
    const document = parsePipeline(await readTextFile(join(folder, file)))
    if (!existing.has(document.id)) await services.pipelines.create(document)
  }
}

/** Names of the PEFT folders of a desk, sorted; none where its folder is missing, as before the first training. */
async function listAdapters({ folder }: Seeding, { adapters }: Desk): Promise<string[]> {
  const place = join(folder, adapters)
  if (!existsSync(place)) return []
  const entries = await readdir(place)
  return entries
    .filter((name) => [peftConfig, peftWeights].every((file) => existsSync(join(place, name, file))))
    .sort()
}

/** Follows a job to its end. @throws the job's failure */
export async function followJob(
  { services, io }: Pick<Seeding, 'services' | 'io'>,
  job: Job,
  label: string,
): Promise<void> {
  for await (const { progress, phase } of services.jobs.follow(job.id))
    io.progress(progress, `${label} (${phase})`)
  await services.jobs.wait(job.id)
}
