/** Lists as values: every change gives a new list. */
import type { Json } from '../../runtime/core/values.ts'

export function asList(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : []
}

export function asRecord(value: Json | undefined): Readonly<Record<string, Json>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}
}

export function withEntry(list: readonly Json[], at: number, value: Json): Json[] {
  return list.map((entry, index) => (index === at ? value : entry))
}

export function withoutEntry(list: readonly Json[], at: number): Json[] {
  return list.filter((_entry, index) => index !== at)
}

/** The list with one entry moved; the same entries when it would leave the list. */
export function withEntryMoved(list: readonly Json[], from: number, to: number): Json[] {
  const moved = [...list]
  const [entry] = moved.slice(from, from + 1)
  if (entry === undefined || to < 0 || to >= list.length) return moved
  moved.splice(from, 1)
  moved.splice(to, 0, entry)
  return moved
}

/** The record with one member set, or removed with `undefined`; the order of its keys stays. */
export function withMember(record: Readonly<Record<string, Json>>, name: string, value: Json | undefined) {
  if (value !== undefined) return { ...record, [name]: value }
  const { [name]: _old, ...rest } = record
  return rest
}
