/** Bounds the values that a trace carries. */
import { canonicalJson, sha256Hex } from '../document/content-hash.ts'
import type { Json } from '../values.ts'
import type { TracedValue } from './events.ts'

/** Values whose JSON is longer are stored once and referenced. */
export const inlineLimit = 16 * 1024
const previewLength = 200

/** Called with each large value; the same value may come again. */
export type OnLargeValue = (hash: string, value: Json) => void

/** The value inline when it is small; otherwise its hash, with the value handed to `onLargeValue`. */
export function traceValue(value: unknown, onLargeValue: OnLargeValue | undefined): TracedValue {
  // Port values are plain JSON by contract; undefined stands for nothing.
  const json = (value ?? null) as Json
  if (isSmall(json)) return { value: json }
  const text = canonicalJson(json)
  if (text.length <= inlineLimit) return { value: json }
  const hash = sha256Hex(text)
  onLargeValue?.(hash, json)
  return { hash, bytes: text.length, preview: text.slice(0, previewLength) }
}

/** A quick upper bound on the JSON's length; false only sends the value to the exact measure. */
function isSmall(value: Json): boolean {
  return measure(value, inlineLimit) >= 0
}

/** What is left of the budget, negative when it is spent. A character may take six in JSON. */
function measure(value: unknown, budget: number): number {
  if (typeof value === 'string') return budget - 2 - value.length * (value.length > inlineLimit / 6 ? 6 : 2)
  if (typeof value !== 'object' || value === null) return budget - 24
  let left = budget - 2
  for (const key in value) {
    left = measure(Reflect.get(value, key), left - key.length - 4)
    if (left < 0) return left
  }
  return left
}
