/** What an experiment is pinned to, and what has become of that since. */
import { canonicalJson, sha256Hex } from '../../core/document/content-hash.ts'
import type { PinnedRow } from '../../core/services/experiments.ts'
import type { DatasetRow } from '../../core/wire/datasets.ts'
import type { ExperimentDefinition, Manifest } from '../../core/wire/experiments.ts'
import { drawOrder } from './plan.ts'
import type { RowPins } from './row-pins.ts'

/** Everything that is pinned, the rows by their hashes. */
export interface PinnedInputs {
  readonly definition: ExperimentDefinition
  readonly datasetVersion: string
  readonly rows: RowPins
  readonly variants: Manifest['variants']
  readonly software: Manifest['software']
}

/** Digits of a row's hash: two of a million rows have the same with a probability below 1e-7. */
const hashDigits = 16

export function pinRow(row: DatasetRow): PinnedRow {
  const { id, expected, tags } = row
  return {
    id,
    hash: hashRow(row),
    ...(expected === undefined ? {} : { expected }),
    ...(tags === undefined ? {} : { tags }),
  }
}

export function hashRow(row: DatasetRow): string {
  return sha256Hex(canonicalJson(row)).slice(0, hashDigits)
}

/** The first `limit` rows in the seeded order, given back in their own order. */
export function chooseRows<Row>(
  rows: readonly Row[],
  limit: number | undefined,
  seed: number,
): readonly Row[] {
  const isChosen = createRowChoice(rows.length, limit, seed)
  return limit === undefined ? rows : rows.filter((_, position) => isChosen(position))
}

/** Whether the row at a position is among the first `limit` of `count` in the seeded order. */
export function createRowChoice(
  count: number,
  limit: number | undefined,
  seed: number,
): (position: number) => boolean {
  if (limit === undefined || limit >= count) return () => true
  const chosen = drawOrder(count, seed).subarray(0, limit).toSorted()
  return (position) => has(chosen, position)
}

/** Binary search. */
function has(sorted: Int32Array, value: number): boolean {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? 0) < value) low = middle + 1
    else high = middle
  }
  return sorted[low] === value
}

/** Rows that are stored and hashed together. */
export const rowsInBlob = 2_000

export const encodeRows = (rows: readonly PinnedRow[]) => new TextEncoder().encode(canonicalJson(rows))

/** @param rowBlobs the SHA-256 of the rows as {@link encodeRows} writes them, {@link rowsInBlob} at a time */
export function summariseInputs(
  { definition, datasetVersion, rows, variants, software }: PinnedInputs,
  rowBlobs: readonly string[],
): Manifest {
  const hash = sha256Hex(canonicalJson({ definition, datasetVersion, rows: rowBlobs, variants, software }))
  return { hash, datasetVersion, rows: rows.count, variants, software }
}

export interface InputChanges {
  /** Ids of rows. */
  readonly added: readonly string[]
  readonly removed: readonly string[]
  readonly changed: readonly string[]
  /** `index desk: desk@1 → desk@2` and the like. */
  readonly pins: readonly string[]
}

/** What differs; undefined when nothing does. */
export function compareInputs(pinned: PinnedInputs, now: PinnedInputs): InputChanges | undefined {
  const isSameRows = pinned.rows === now.rows
  const before = isSameRows ? new Map<string, string>() : hashesById(pinned.rows)
  const after = isSameRows ? before : hashesById(now.rows)
  const changes: InputChanges = {
    added: [...after.keys()].filter((id) => !before.has(id)),
    removed: [...before.keys()].filter((id) => !after.has(id)),
    changed: [...before].filter(([id, hash]) => (after.get(id) ?? hash) !== hash).map(([id]) => id),
    pins: comparePins(pinned, now),
  }
  return Object.values(changes).every((list: readonly string[]) => list.length === 0) ? undefined : changes
}

function hashesById(rows: RowPins): Map<string, string> {
  return new Map(
    Array.from({ length: rows.count }, (_, position) => [rows.id(position), rows.hash(position)]),
  )
}

function comparePins(pinned: PinnedInputs, now: PinnedInputs): string[] {
  // An experiment that was started before routing was pinned cannot say what has become of it.
  const isOlder = Object.values(pinned.variants).some(({ routing }) => routing === undefined)
  const before = listPins(pinned)
  const after = listPins(isOlder ? { ...now, variants: withoutRouting(now.variants) } : now)
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((name) => before.get(name) !== after.get(name))
    .map((name) => `${name}: ${before.get(name) ?? '–'} → ${after.get(name) ?? '–'}`)
}

function withoutRouting(variants: Manifest['variants']): Manifest['variants'] {
  return Object.fromEntries(
    Object.entries(variants).map(([id, { routing: _routing, ...pins }]) => [id, pins]),
  )
}

function listPins({ datasetVersion, variants, software }: PinnedInputs): Map<string, string> {
  const pins = new Map([
    ['dataset', datasetVersion.slice(0, 12)],
    ['signalbox', software.signalbox],
    ['runtime', software.runtime],
  ])
  for (const [variant, { revision, indexes, intents, banks, routing, arms }] of Object.entries(variants)) {
    pins.set(`${variant}/revision`, revision.slice(0, 12))
    for (const [id, version] of Object.entries(indexes)) pins.set(`${variant}/index ${id}`, version)
    for (const [id, version] of Object.entries(intents)) pins.set(`${variant}/intents ${id}`, version)
    for (const [id, aliases] of Object.entries(banks)) {
      for (const [alias, adapter] of Object.entries(aliases))
        pins.set(`${variant}/bank ${id}/${alias}`, adapter)
    }
    for (const [id, { routes, defaultAlias }] of Object.entries(routing ?? {})) {
      pins.set(`${variant}/bank ${id}/default`, defaultAlias ?? 'base')
      for (const { intent, alias, threshold } of routes) {
        const own = threshold === undefined ? '' : ` ≥ ${threshold}`
        pins.set(`${variant}/bank ${id}/route ${intent}`, `${alias}${own}`)
      }
    }
    pins.set(`${variant}/arms`, arms.map((arm) => arm ?? 'base').join(', '))
  }
  return pins
}
