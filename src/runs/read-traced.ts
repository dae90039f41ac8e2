import type { TracedValues } from '../../runtime/core/trace/events.ts'
import type { Json } from '../../runtime/core/values.ts'

/** Traced values in full; `load` fetches those that the trace refers to by their hash. */
export async function readTraced(
  traced: TracedValues,
  load: (hash: string) => Promise<Json>,
): Promise<Record<string, Json>> {
  const values: Record<string, Json> = {}
  for (const [name, one] of Object.entries(traced))
    values[name] = 'value' in one ? one.value : await load(one.hash)
  return values
}
