/** Bounds the values that a trace carries. */
import { canonicalJson, sha256Hex } from '../document/content-hash.ts'
import type { Json } from '../values.ts'
import type { TracedValue } from './events.ts'

/** Values whose JSON is longer are stored once and referenced. */
export const inlineLimit = 16 * 1024
const previewLength = 200
/** A character may take six in JSON (`\u0000`); what is shorter than this fits however it is written. */
const surelySmallLength = inlineLimit / 6 - 2

/** Called with each large value; the same value may come again. */
export type OnLargeValue = (hash: string, value: Json) => void

/** The value inline when it is small; otherwise its hash, with the value handed to `onLargeValue`. */
export function traceValue(value: unknown, onLargeValue: OnLargeValue | undefined): TracedValue {
  // Port values are plain JSON by contract; undefined stands for nothing.
  const json = (value ?? null) as Json
  if (measure(json, inlineLimit) >= 0) return { value: json }
  const text = canonicalJson(json)
  if (text.length <= inlineLimit) return { value: json }
  const hash = sha256Hex(text)
  onLargeValue?.(hash, json)
  return { hash, bytes: text.length, preview: text.slice(0, previewLength) }
}

/**
 * What is left of the budget after the JSON of `value`, negative when it is spent. An upper bound on the length, so that
 * only values near the limit need their exact one.
 */
function measure(value: unknown, budget: number): number {
  if (typeof value === 'string') return budget - 2 - value.length * (value.length > surelySmallLength ? 6 : 2)
  if (typeof value !== 'object' || value === null) return budget - 24
  let left = budget - 2
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length && left >= 0; index += 1) left = measure(value[index], left - 1)
    return left
  }
  const record = value as Readonly<Record<string, unknown>>
  for (const key in record) {
    left = measure(record[key], left - key.length - 4)
    if (left < 0) return left
  }
  return left
}
