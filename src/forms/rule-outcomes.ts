/** Which past requests each rule of a router would have taken: by the matcher that runs use, over what their traces kept. */
import { createRuleMatcher, routerRulesSchema } from '../../nodes/routing/condition-router.ts'
import type { TracedValue, TracedValues } from '../../runtime/core/trace/events.ts'
import type { IntentValue, Json } from '../../runtime/core/values.ts'
import type { PastRequest } from '../runs/past-requests.ts'
import { conditionPaths } from './check-expression.ts'

export interface RuleOutcomes {
  readonly total: number
  /** By rule id, `default` included, newest first. */
  readonly taken: ReadonlyMap<string, readonly PastRequest[]>
  /** A rule reads headers, which no trace keeps. */
  readonly readsHeaders: boolean
}

/** Null while a rule cannot be read. @throws what `loadValue` throws */
export async function findRuleOutcomes(
  rules: readonly Json[],
  requests: readonly PastRequest[],
  upstream: ReadonlySet<string>,
  loadValue: (hash: string) => Promise<Json>,
): Promise<RuleOutcomes | null> {
  const parsed = routerRulesSchema.safeParse(rules)
  if (!parsed.success) return null
  const read = parsed.data.flatMap(({ when }) => conditionPaths(when))
  const load = makeReader(read, loadValue)
  const match = await createRuleMatcher(parsed.data)
  const taken = new Map<string, PastRequest[]>()
  for (const request of requests) {
    const intent = await load.whole(request.intent)
    const outputs: Record<string, Record<string, Json>> = {}
    for (const [node, traced] of Object.entries(request.outputs)) {
      if (upstream.has(node)) outputs[node] = await load.each(`nodes.${node}`, traced)
    }
    const { rule } = match({
      value: await load.one('value', request.value),
      // What the classifier gave out is what the trace has of it.
      intent: (intent ?? undefined) as IntentValue | undefined,
      request: {
        inputs: await load.each('request', request.inputs),
        user: request.user,
        headers: {},
      },
      upstream: outputs,
    })
    const id = rule?.id ?? 'default'
    taken.set(id, [...(taken.get(id) ?? []), request])
  }
  const readsHeaders = read.some((path) => path.split('.').slice(0, 2).join('.') === 'request.headers')
  return { total: requests.length, taken, readsHeaders }
}

/** Reads traced values; large ones only where one of the `paths` leads to them. */
function makeReader(paths: readonly string[], loadValue: (hash: string) => Promise<Json>) {
  const isRead = (place: string) =>
    paths.some((path) => `${path}.`.startsWith(`${place}.`) || `${place}.`.startsWith(`${path}.`))
  const whole = async (traced: TracedValue | undefined): Promise<Json> => {
    if (traced === undefined) return null
    return 'value' in traced ? traced.value : loadValue(traced.hash)
  }
  const one = async (place: string, traced: TracedValue | undefined): Promise<Json> =>
    traced !== undefined && 'hash' in traced && !isRead(place) ? null : whole(traced)
  const each = async (place: string, traced: TracedValues): Promise<Record<string, Json>> => {
    const values: Record<string, Json> = {}
    for (const [name, value] of Object.entries(traced)) values[name] = await one(`${place}.${name}`, value)
    return values
  }
  return { whole, one, each }
}
