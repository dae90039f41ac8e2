/** An experiment as it is being put together, and what keeps it from being one. */
import { z } from 'zod'
import type { DatasetSummary } from '../../../runtime/core/wire/datasets.ts'
import type {
  CreateExperiment,
  ExperimentDefinition,
  Variant,
} from '../../../runtime/core/wire/experiments.ts'
import { experimentDefinitionSchema, variantSchema } from '../../../runtime/core/wire/experiments.ts'
import { metricTable } from '../../../runtime/evaluation/metrics/metric-table.ts'
import type { MessageKey } from '../../messages/catalogue.ts'

const numberSchema = z.number().optional()

/** Kept for this tab while a person works on it; a number whose field is empty is missing. */
export const experimentDraftSchema = z.object({
  name: z.string(),
  dataset: z.string().nullable(),
  variants: z.array(variantSchema.extend({ name: z.string() })),
  baseline: z.string(),
  primaryMetric: z.string(),
  repetitions: numberSchema,
  concurrency: numberSchema,
  seed: numberSchema,
  warmUp: numberSchema,
  rowTimeoutMs: numberSchema,
  retries: numberSchema,
  limit: numberSchema,
})

export type ExperimentDraft = z.infer<typeof experimentDraftSchema>

export const emptyDraft: ExperimentDraft = {
  name: '',
  dataset: null,
  variants: [],
  baseline: '',
  primaryMetric: 'f1',
  repetitions: 1,
  concurrency: 1,
  seed: 1,
  warmUp: 3,
  rowTimeoutMs: 60_000,
  retries: 0,
  limit: undefined,
}

export function draftOf(definition: ExperimentDefinition, name: string): ExperimentDraft {
  return { ...definition, name, limit: definition.limit }
}

/** What is being asked for; null as long as it is no experiment. */
export function definitionOf(draft: ExperimentDraft): CreateExperiment | null {
  const { limit, ...rest } = draft
  const named = {
    ...rest,
    name: draft.name.trim(),
    variants: draft.variants.map((variant) => ({ ...variant, name: variant.name.trim() })),
    ...(limit === undefined ? {} : { limit }),
  }
  return experimentDefinitionSchema.safeParse(named).data ?? null
}

/** Where the count of a metric's labels stands in a dataset's summary. */
const labelCounts = { answers: 'answers', documentIds: 'documents', intent: 'intent' } as const

export interface DraftFault {
  readonly field: 'name' | 'dataset' | 'variants' | 'metric' | 'baseline' | `variant:${string}`
  readonly key: Extract<MessageKey, `compare.fault${string}`>
}

/** In the order of the form. Faults of numbers are said by their fields. */
export function findFaults(
  draft: ExperimentDraft,
  dataset: DatasetSummary | undefined,
): readonly DraftFault[] {
  const faults: DraftFault[] = []
  if (draft.dataset === null || dataset === undefined)
    faults.push({ field: 'dataset', key: 'compare.faultDataset' })
  else if (dataset.rows === 0) faults.push({ field: 'dataset', key: 'compare.faultNoRows' })
  if (draft.variants.length === 0) faults.push({ field: 'variants', key: 'compare.faultVariants' })
  const names = draft.variants.map(({ name }) => name.trim())
  draft.variants.forEach(({ id }, index) => {
    const name = names[index] ?? ''
    if (name === '') faults.push({ field: `variant:${id}`, key: 'compare.faultVariantName' })
    else if (names.indexOf(name) !== index)
      faults.push({ field: `variant:${id}`, key: 'compare.faultSameName' })
  })
  if (draft.variants.length > 0 && !draft.variants.some(({ id }) => id === draft.baseline)) {
    faults.push({ field: 'baseline', key: 'compare.faultBaseline' })
  }
  const metric = metricTable.find(({ name }) => name === draft.primaryMetric)
  if (
    metric !== undefined &&
    dataset !== undefined &&
    dataset.rows > 0 &&
    dataset.labelled[labelCounts[metric.needs]] === 0
  ) {
    faults.push({ field: 'metric', key: 'compare.faultUnlabelled' })
  }
  if (draft.name.trim() === '') faults.push({ field: 'name', key: 'compare.faultName' })
  return faults
}

/** An id for a new variant: its name in small letters, told apart by a number. */
export function variantIdOf(name: string, taken: readonly Pick<Variant, 'id'>[]): string {
  const stem =
    name
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-|-$/g, '')
      .slice(0, 48) || 'variant'
  const isTaken = (id: string) => taken.some((variant) => variant.id === id)
  if (!isTaken(stem)) return stem
  for (let number = 2; ; number += 1) if (!isTaken(`${stem}-${number}`)) return `${stem}-${number}`
}

/** Cells that would be run: rows × repetitions × arms, an oracle having one arm for the base model and one an alias. */
export function countCells(
  { variants, repetitions = 1, limit }: ExperimentDraft,
  rows: number,
  aliasesOf: (bank: string) => number,
): number {
  const counted = Math.min(rows, limit ?? rows) * repetitions
  return variants.reduce(
    (sum, { oracle }) => sum + counted * (oracle === undefined ? 1 : 1 + aliasesOf(oracle)),
    0,
  )
}
