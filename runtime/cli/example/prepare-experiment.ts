/**
 * What the worked experiment compares beside the desk as it ships: banks whose adapters have another rank, one adapter for all
 * intents, and one merged from all of them. They are trained here and not shipped, on the training half of the questions alone; the
 * same seed gives the same adapters.
 */
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { mergeAdapters } from '../../adapters/merge-adapters.ts'
import { parsePeft, writePeft } from '../../adapters/peft.ts'
import { parseJson, parsePipeline } from '../../core/document/parse.ts'
import type { Bank } from '../../core/wire/banks.ts'
import type { CommandIo } from '../command-io.ts'
import { readTextFile } from '../files/read-text-file.ts'
import type { CommandServices } from '../services/command-services.ts'
import type { Desk, ExperimentBank } from './read-example.ts'
import { readExample, readQuestions } from './read-example.ts'
import { followJob, seedExample } from './seed-example.ts'
import { intentsByAlias, isForTraining } from './train-example.ts'

/** A desk's dataset bears its id. What else is wrong with the file is said by whoever runs it. */
const namesDataset = z.object({ dataset: z.string() })

interface Preparation {
  readonly services: CommandServices
  readonly folder: string
  readonly io: Pick<CommandIo, 'say' | 'progress'>
}

/**
 * Sets up the example that an experiment's file stands in, and what the desk of its dataset is compared with; nothing for any other
 * file. What is there already is left alone, so that a second call is quick.
 *
 * @param markerFile says that the example has been seeded
 * @throws FILE_UNREADABLE, INVALID_JSON, or ROW_INVALID naming file, line and field
 */
export async function prepareExperiment(
  services: CommandServices,
  experimentFile: string,
  io: Preparation['io'],
  markerFile: string,
): Promise<void> {
  const folder = dirname(experimentFile)
  if (!existsSync(join(folder, 'example.json'))) return
  await seedExample(services, folder, io, markerFile)
  const { data } = namesDataset.safeParse(parseJson(await readTextFile(experimentFile), experimentFile))
  for (const desk of await readExample(folder)) {
    if (desk.id !== data?.dataset) continue
    io.say(`Training what "${desk.name}" is compared with, where it is not there yet …`)
    for (const bank of desk.experiment.banks) await prepareBank({ services, folder, io }, desk, bank)
    for (const file of desk.experiment.pipelines) await preparePipeline({ services, folder, io }, file)
  }
}

async function preparePipeline({ services, folder }: Preparation, file: string): Promise<void> {
  const document = parsePipeline(await readTextFile(join(folder, file)))
  const isThere = (await services.pipelines.list()).some(({ id }) => id === document.id)
  if (!isThere) await services.pipelines.create(document)
}

async function prepareBank(preparation: Preparation, desk: Desk, wanted: ExperimentBank): Promise<void> {
  const { banks } = preparation.services
  const { id, name } = wanted
  if (!(await banks.list()).some((bank) => bank.id === id))
    await banks.create({ id, name, language: desk.language })
  const bank = await banks.get(id)
  if (wanted.make === 'merged') await mergeInto(preparation, desk, bank)
  else
    await trainInto(preparation, desk, {
      bank,
      rank: wanted.rank,
      isOneForAll: wanted.make === 'one-for-all',
    })
  // The thresholds of the desk as it ships: they were fitted on the train questions, and only the adapters shall differ.
  const { routes } = await banks.get(desk.id)
  const present = new Set((await banks.get(id)).aliases.map(({ alias }) => alias))
  await banks.setRoutes(id, { routes: routes.filter(({ alias }) => present.has(alias)), defaultAlias: null })
}

const oneForAll = 'all'
const merged = 'merged'

async function trainInto(
  preparation: Preparation,
  desk: Desk,
  { bank, rank, isOneForAll }: { readonly bank: Bank; readonly rank: number; readonly isOneForAll: boolean },
): Promise<void> {
  const { services, folder, io } = preparation
  if (bank.questions === 0)
    await services.banks.putQuestions(bank.id, (await readQuestions(folder, desk)).filter(isForTraining))
  const wanted = isOneForAll ? [[oneForAll, []] as const] : [...intentsByAlias(desk)]
  for (const [alias, intents] of wanted) {
    if (bank.aliases.some((one) => one.alias === alias)) continue
    const job = await services.banks.trainAdapter(bank.id, {
      name: alias,
      intents: [...intents],
      index: desk.id,
      rank,
      // As for the adapters that ship.
      alpha: 2 * rank,
      seed: 1,
      alias,
    })
    await followJob({ services, io }, job, `${bank.name}: ${alias}`)
  }
}

/** The mean of the adapters that ship: each intent's with the same weight. */
async function mergeInto({ services }: Preparation, desk: Desk, bank: Bank): Promise<void> {
  if (bank.aliases.some(({ alias }) => alias === merged)) return
  const { aliases } = await services.banks.get(desk.id)
  const parts = await Promise.all(
    aliases.map(async ({ adapter }) => parsePeft(await services.banks.adapterFiles(desk.id, adapter))),
  )
  const files = writePeft(mergeAdapters(parts.map((adapter) => ({ adapter, weight: 1 / parts.length }))))
  const added = await services.banks.addAdapter(bank.id, merged, files)
  await services.banks.flipAlias(bank.id, merged, added.id)
}
