import type { Json } from '../../runtime/core/values.ts'

/** What a text says as JSON; undefined where it is none. Wrapped, since `null` is a value too. */
export function parseJsonText(text: string): { readonly value: Json } | undefined {
  try {
    // What JSON.parse gives is JSON.
    return { value: JSON.parse(text) as Json }
  } catch {
    return undefined
  }
}
