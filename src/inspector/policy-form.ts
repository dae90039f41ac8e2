/** The policy of a node as a flat form with defaults, and back. The document only ever gets a valid policy. */
import { z } from 'zod'
import type { NodePolicy } from '../../runtime/core/document/document.ts'
import { policySchema } from '../../runtime/core/document/document.ts'
import { errorCatalogue } from '../../runtime/core/errors/catalogue.ts'
import type { ErrorCode } from '../../runtime/core/errors/catalogue.ts'
import type { Json } from '../../runtime/core/values.ts'

/** What may be well the next time: timeouts, faults of a service, too many requests. */
export const transientCodes: readonly string[] = (
  Object.entries(errorCatalogue) as [ErrorCode, { readonly status: number }][]
).flatMap(([code, { status }]) => (status >= 502 || status === 429 ? [code] : []))

/** Tried again for these unless told otherwise. */
const defaultCodes = transientCodes.filter((code) => code !== 'DEADLINE_EXCEEDED')

const { retry, onError, cache, timeoutMs, value } = policySchema.shape
const { attempts, on } = retry.unwrap().shape

/** Defaults are what the engine does without a policy. */
export const policyFormSchema = z.object({
  timeoutMs,
  attempts: attempts.default(1),
  on: on.default(() => [...defaultCodes]),
  onError: onError.unwrap().default('fail'),
  value,
  cache: cache.unwrap().default('off'),
})

export type PolicyValues = Readonly<Record<string, Json>>

export function readPolicy(policy: NodePolicy = {}): PolicyValues {
  const { retry: again, ...rest } = policy
  const values = { ...rest, ...(again === undefined ? {} : { attempts: again.attempts, on: again.on }) }
  // What is undefined is left out: JSON has no such thing.
  return JSON.parse(JSON.stringify(values)) as PolicyValues
}

/** The policy that the form means; undefined while the form is not valid. */
export function writePolicy(values: PolicyValues): NodePolicy | undefined {
  const parsed = policyFormSchema.safeParse(values)
  if (!parsed.success) return undefined
  const { data } = parsed
  return {
    ...(data.timeoutMs === undefined ? {} : { timeoutMs: data.timeoutMs }),
    ...(data.attempts === 1 ? {} : { retry: { attempts: data.attempts, on: data.on } }),
    ...(data.onError === 'fail' ? {} : { onError: data.onError }),
    ...(data.onError === 'value' ? { value: data.value ?? {} } : {}),
    ...(data.cache === 'off' ? {} : { cache: data.cache }),
  }
}
