/** The step of the tour in which a person moves the threshold that decided about their question: what there is to say and do. */
import { z } from 'zod'
import { builtinNodes } from '../../../nodes/index.ts'
import type { NodeRecord, PipelineDocument } from '../../../runtime/core/document/document.ts'
import type { DecisionRecord } from '../../../runtime/core/trace/decision.ts'
import type { RunView } from '../../../runtime/core/trace/run-view.ts'
import type { Json } from '../../../runtime/core/values.ts'
import type { BankRoute } from '../../../runtime/core/wire/banks.ts'
import { bankRouteSchema } from '../../../runtime/core/wire/banks.ts'
import { asList, asRecord } from '../../forms/entries.ts'

const bankType = 'adapter-bank'
const ownRouteSchema = bankRouteSchema.extend({ id: z.string() })

/** The last decision of a bank that stands in the pipeline itself. */
export function bankDecision(run: RunView | null): DecisionRecord | undefined {
  return run?.decisions.findLast(({ kind, node }) => kind === 'bank' && !node.includes('/'))
}

export function nodeOf(document: PipelineDocument | null, id: string): NodeRecord | undefined {
  return document?.nodes.find((node) => node.id === id)
}

/** The threshold that a bank node has of its own; null where it is none, or its settings are not valid. */
export function thresholdOf(node: NodeRecord | undefined): number | null {
  const definition = builtinNodes.find(({ type }) => type === bankType)
  const parsed = node?.type === bankType ? definition?.config.safeParse(node.config) : undefined
  const threshold = parsed?.data?.['threshold']
  return typeof threshold === 'number' ? threshold : null
}

/** The route of an intent: the node's, else the bank's. */
function routeOf(
  node: NodeRecord,
  intent: string | null,
  ofBank: readonly BankRoute[],
): BankRoute | undefined {
  const own = asList(node.config['routes']).map((route) => ownRouteSchema.safeParse(route).data)
  return [...own, ...ofBank].find((route) => route?.intent === intent)
}

/** The threshold that the route of an intent has, which wins over the node's; null where it has none. */
export function routeThreshold(
  node: NodeRecord,
  intent: string | null,
  ofBank: readonly BankRoute[],
): number | null {
  return routeOf(node, intent, ofBank)?.threshold ?? null
}

/** The node's settings with a route of its own that has no threshold, and the route's threshold as the node's: this request is decided as before. */
export function freeThreshold(
  node: NodeRecord,
  intent: string | null,
  ofBank: readonly BankRoute[],
): NodeRecord['config'] {
  const route = routeOf(node, intent, ofBank)
  if (route?.threshold === undefined) return node.config
  const others = asList(node.config['routes']).filter((one) => asRecord(one)['intent'] !== intent)
  const ids = new Set(others.map((one) => asRecord(one)['id']))
  let id = 'route-1'
  for (let next = 2; ids.has(id); next += 1) id = `route-${next}`
  const routes = [...others, { id, intent: route.intent, alias: route.alias }]
  return { ...node.config, routes, threshold: route.threshold }
}

export function withConfig(
  document: PipelineDocument,
  id: string,
  config: NodeRecord['config'],
): PipelineDocument {
  return { ...document, nodes: document.nodes.map((node) => (node.id === id ? { ...node, config } : node)) }
}

/** Which way the threshold has to go for another decision; null where it does not decide about this request. */
export function directionOf({ reason, confidence, threshold }: DecisionRecord): 'above' | 'below' | null {
  if (confidence === null || threshold === null) return null
  if (reason === 'cleared' && confidence < 1) return 'above'
  return reason === 'below-threshold' ? 'below' : null
}

/** Whether a request of this decision lies on the other side of another threshold. */
export function isCrossed(decision: DecisionRecord, threshold: number): boolean {
  const { confidence } = decision
  if (confidence === null) return false
  return directionOf(decision) === 'above' ? confidence < threshold : confidence >= threshold
}

/** What was asked, as far as the trace holds it. */
export function inputsOf(run: RunView): Record<string, Json> {
  return Object.fromEntries(
    Object.entries(run.inputs).flatMap(([name, traced]) => ('value' in traced ? [[name, traced.value]] : [])),
  )
}
