/** Reads what an experiment is pinned to: the rows that are there now, and the versions that its variants were bound to. */
import { failure } from '../core/errors/failure.ts'
import type { DatasetService } from '../core/services/datasets.ts'
import type { PinnedRow } from '../core/services/experiments.ts'
import type { DatasetRow } from '../core/wire/datasets.ts'
import type { ExperimentDefinition, Manifest } from '../core/wire/experiments.ts'
import type { InputChanges, PinnedInputs } from '../evaluation/experiments/manifest.ts'
import { compareInputs, createRowChoice, hashRow, pinRow } from '../evaluation/experiments/manifest.ts'
import type { RowPins } from '../evaluation/experiments/row-pins.ts'
import { createRowPacker } from '../evaluation/experiments/row-pins.ts'
import type { OpenVariants } from './experiment-variants.ts'

export type ExperimentDatasets = Pick<DatasetService, 'get' | 'read' | 'pick'>

/** Everything that an experiment would be pinned to now, its rows still to be read. */
export interface UnreadInputs extends Omit<PinnedInputs, 'rows'> {
  /** Each time anew, a batch at a time. */
  readonly readRows: () => AsyncIterable<readonly PinnedRow[]>
}

/** @throws DATASET_NOT_FOUND, EXPERIMENT_NO_ROWS */
export async function openInputs(
  datasets: ExperimentDatasets,
  definition: ExperimentDefinition,
  { variants }: OpenVariants,
  software: Manifest['software'],
): Promise<UnreadInputs> {
  const { dataset, limit, seed } = definition
  const { version, rows: count } = await datasets.get(dataset)
  if (count === 0) throw failure('EXPERIMENT_NO_ROWS', { dataset })
  return {
    definition,
    datasetVersion: version,
    variants: Object.fromEntries(variants.map(({ id, pins }) => [id, pins])),
    software,
    readRows: async function* () {
      const isChosen = createRowChoice(count, limit, seed)
      let position = 0
      for await (const batch of datasets.read(dataset)) {
        const start = position
        position += batch.length
        yield batch.filter((_, at) => isChosen(start + at)).map(pinRow)
      }
    },
  }
}

/**
 * As long as the dataset has the version that was pinned, its rows are not read again.
 * @throws EXPERIMENT_INPUTS_CHANGED with what differs
 */
export async function refuseChanges(
  experiment: string,
  pinned: PinnedInputs,
  { readRows, ...now }: UnreadInputs,
): Promise<void> {
  const isSame = pinned.datasetVersion === now.datasetVersion
  const rows = isSame ? pinned.rows : await packBatches(readRows())
  const changes = compareInputs(pinned, { ...now, rows })
  if (changes !== undefined) throw inputsChanged(experiment, changes)
}

export async function packBatches(batches: AsyncIterable<readonly PinnedRow[]>): Promise<RowPins> {
  const packer = createRowPacker()
  for await (const batch of batches) for (const row of batch) packer.add(row)
  return packer.finish()
}

const named = 20

function listNames(names: readonly string[]): string {
  if (names.length === 0) return '–'
  const rest = names.length - named
  return `${names.slice(0, named).join(', ')}${rest > 0 ? ` … (+${rest})` : ''}`
}

function inputsChanged(experiment: string, { added, removed, changed, pins }: InputChanges) {
  return failure('EXPERIMENT_INPUTS_CHANGED', {
    experiment,
    added: listNames(added),
    removed: listNames(removed),
    changed: listNames(changed),
    pins: listNames(pins),
  })
}

/** Reads rows by their positions in the manifest. @throws EXPERIMENT_INPUTS_CHANGED for one that was changed or removed meanwhile */
export function createRowReader(
  datasets: ExperimentDatasets,
  experiment: string,
  dataset: string,
  rows: RowPins,
): (positions: readonly number[]) => Promise<readonly DatasetRow[]> {
  return async (positions) => {
    const wanted = positions.map((position) => ({ id: rows.id(position), hash: rows.hash(position) }))
    const found = await datasets.pick(
      dataset,
      wanted.map(({ id }) => id),
    )
    const byId = new Map(found.map((row) => [row.id, row]))
    const removed = wanted.filter(({ id }) => !byId.has(id)).map(({ id }) => id)
    const changed = found.filter((row) => {
      const { hash } = wanted.find(({ id }) => id === row.id) ?? {}
      return hash !== hashRow(row)
    })
    if (removed.length > 0 || changed.length > 0) {
      throw inputsChanged(experiment, { added: [], removed, changed: changed.map(({ id }) => id), pins: [] })
    }
    return wanted.flatMap(({ id }) => byId.get(id) ?? [])
  }
}
