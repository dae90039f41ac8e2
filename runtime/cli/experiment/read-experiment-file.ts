/** The file of `experiment run`: a definition that may name files of pipelines and rows, relative to itself, in place of ids. */
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import { hashPipeline } from '../../core/document/content-hash.ts'
import { parseJson, parsePipeline } from '../../core/document/parse.ts'
import { failure } from '../../core/errors/failure.ts'
import type { CreateExperiment } from '../../core/wire/experiments.ts'
import { experimentDefinitionSchema, variantSchema } from '../../core/wire/experiments.ts'
import { resourceIdSchema } from '../../core/wire/indexes.ts'
import type { CommandIo } from '../command-io.ts'
import { importDataset } from '../dataset/import-dataset.ts'
import { readTextFile } from '../files/read-text-file.ts'
import type { CommandServices } from '../services/command-services.ts'

const fileSchema = z.strictObject({ file: z.string().min(1) })

const experimentFileSchema = experimentDefinitionSchema.extend({
  /** Its id, or a file of rows that is imported under the id or the file's own name. */
  dataset: z.union([resourceIdSchema, fileSchema.extend({ id: resourceIdSchema.optional() })]),
  variants: z
    .array(variantSchema.extend({ pipeline: z.union([variantSchema.shape.pipeline, fileSchema]) }))
    .min(1)
    .max(40),
})

type Services = Pick<CommandServices, 'datasets' | 'pipelines'>

/**
 * Reads the definition, and brings the files that it names into the data directory.
 *
 * @throws FILE_UNREADABLE, INVALID_JSON, FILE_INVALID with the field, and what is wrong with the files that it names
 */
export async function readExperimentFile(
  services: Services,
  path: string,
  io: Pick<CommandIo, 'say'>,
): Promise<CreateExperiment> {
  const parsed = experimentFileSchema.safeParse(parseJson(await readTextFile(path), path))
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const field = issue?.path.map(String).join('.') ?? ''
    throw failure('EXPERIMENT_FILE_INVALID', { file: path, field, reason: issue?.message ?? '' })
  }
  const { dataset, variants, ...rest } = parsed.data
  const folder = dirname(path)
  const id = typeof dataset === 'string' ? dataset : await bringDataset(services, folder, dataset, io)
  const brought = []
  for (const variant of variants) {
    const { pipeline } = variant
    const pipelineId =
      typeof pipeline === 'string' ? pipeline : await bringPipeline(services, join(folder, pipeline.file), io)
    brought.push({ ...variant, pipeline: pipelineId })
  }
  return { ...rest, dataset: id, variants: brought }
}

async function bringDataset(
  { datasets }: Services,
  folder: string,
  { file, id }: { readonly file: string; readonly id?: string | undefined },
  io: Pick<CommandIo, 'say'>,
): Promise<string> {
  const name = id ?? basename(file).replace(/\.[^.]+(\.gz)?$/, '')
  const flags = { name, map: {}, validOnly: false, ...(id === undefined ? {} : { id }) }
  const { dataset, faults } = await importDataset(datasets, join(folder, file), flags)
  for (const { message } of faults.slice(1)) io.say(message)
  const [first] = faults
  if (dataset === null)
    throw failure('EXPERIMENT_FILE_INVALID', {
      file: join(folder, file),
      field: 'dataset',
      reason: first?.message ?? '',
    })
  return dataset.id
}

/** A draft of the same id is saved as a revision before the file's content takes its place. */
async function bringPipeline(
  { pipelines }: Services,
  file: string,
  io: Pick<CommandIo, 'say'>,
): Promise<string> {
  const document = parsePipeline(parseJson(await readTextFile(file), file))
  const isThere = (await pipelines.list()).some(({ id }) => id === document.id)
  if (!isThere) {
    await pipelines.create(document)
    return document.id
  }
  const draft = await pipelines.get(document.id)
  if (hashPipeline(draft.document) === hashPipeline(document)) return document.id
  const { hash } = await pipelines.saveRevision(document.id)
  await pipelines.save(document.id, document, draft.counter)
  io.say(
    `Pipeline "${document.id}" has the content of ${file} now; before it was revision ${hash.slice(0, 12)}.`,
  )
  return document.id
}
