/** Reads what an experiment is pinned to: the rows that are there now, and the versions that its variants were bound to. */
import { failure } from '../core/errors/failure.ts'
import type { DatasetService } from '../core/services/datasets.ts'
import type { PinnedRow } from '../core/services/experiments.ts'
import type { DatasetRow } from '../core/wire/datasets.ts'
import type { ExperimentDefinition, Manifest } from '../core/wire/experiments.ts'
import type { InputChanges, PinnedInputs } from '../evaluation/experiments/manifest.ts'
import { chooseRows, compareInputs, hashRow, pinRow } from '../evaluation/experiments/manifest.ts'
import type { OpenVariants } from './experiment-variants.ts'

export type ExperimentDatasets = Pick<DatasetService, 'get' | 'read' | 'pick'>

/**
 * @param pinned what it was pinned to before: as long as the dataset has that version, its rows need not be read again
 * @throws DATASET_NOT_FOUND, EXPERIMENT_NO_ROWS, DUPLICATE_ID
 */
export async function readInputs(
  datasets: ExperimentDatasets,
  definition: ExperimentDefinition,
  { variants }: OpenVariants,
  software: Manifest['software'],
  pinned: PinnedInputs | undefined,
): Promise<PinnedInputs> {
  const { version, rows: count } = await datasets.get(definition.dataset)
  if (count === 0) throw failure('EXPERIMENT_NO_ROWS', { dataset: definition.dataset })
  return {
    definition,
    datasetVersion: version,
    rows: pinned?.datasetVersion === version ? pinned.rows : await readRows(datasets, definition),
    variants: Object.fromEntries(variants.map(({ id, pins }) => [id, pins])),
    software,
  }
}

async function readRows(
  datasets: ExperimentDatasets,
  { dataset, limit, seed }: ExperimentDefinition,
): Promise<readonly PinnedRow[]> {
  const rows: PinnedRow[] = []
  const ids = new Set<string>()
  for await (const batch of datasets.read(dataset)) {
    for (const row of batch) {
      if (ids.has(row.id)) throw failure('DUPLICATE_ID', { id: row.id })
      ids.add(row.id)
      rows.push(pinRow(row))
    }
  }
  return chooseRows(rows, limit, seed)
}

/** @throws EXPERIMENT_INPUTS_CHANGED with what differs */
export function refuseChanges(experiment: string, pinned: PinnedInputs, now: PinnedInputs): void {
  const changes = compareInputs(pinned, now)
  if (changes !== undefined) throw inputsChanged(experiment, changes)
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
  rows: readonly Pick<PinnedRow, 'id' | 'hash'>[],
): (positions: readonly number[]) => Promise<readonly DatasetRow[]> {
  return async (positions) => {
    const wanted = positions.flatMap((position) => rows[position] ?? [])
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
