/** The node of a pipeline that routes by a bank: its thresholds read, and written back. */
import { z } from 'zod'
import { adapterBank } from '../../../nodes/adapters/adapter-bank.ts'
import type { NodeRecord, PipelineDocument } from '../../../runtime/core/document/document.ts'
import type { Json } from '../../../runtime/core/values.ts'
import type { Override, PinnedRouting } from '../../../runtime/core/wire/experiments.ts'
import type { RoutingRule, Thresholds } from '../../../runtime/evaluation/reports/threshold-simulation.ts'

const routeSchema = z.object({
  id: z.string(),
  intent: z.string(),
  alias: z.string(),
  threshold: z.number().optional(),
})

/** The settings that decide about a request, once the node's own schema has put in its defaults. */
const routingSchema = z.object({
  routes: z.array(routeSchema),
  threshold: z.number(),
  margin: z.number(),
  outOfScope: z.enum(['abstain', 'ignore']),
  belowThreshold: z.enum(['base', 'default-adapter', 'fallback']),
})

type Route = z.infer<typeof routeSchema>

export function findBankNode({ nodes }: PipelineDocument, bank: string): NodeRecord | undefined {
  return nodes.find(({ type, config }) => type === adapterBank.type && config['bank'] === bank)
}

export interface BankNode {
  readonly id: string
  readonly rule: RoutingRule
  readonly thresholds: Thresholds
}

/** Null when the settings are not valid. */
export function readBankNode(
  record: NodeRecord,
  bank: PinnedRouting,
  overrides: readonly Override[],
): BankNode | null {
  const config: Record<string, Json> = { ...record.config }
  for (const { node, path, value } of overrides) {
    const [place, name, ...rest] = path.split('.')
    if (node === record.id && place === 'config' && name !== undefined && rest.length === 0)
      config[name] = value
  }
  const parsed = routingSchema.safeParse(adapterBank.config.safeParse(config).data)
  if (!parsed.success) return null
  const { routes, threshold, margin, outOfScope, belowThreshold } = parsed.data
  // The node's own routes win over those of the bank.
  const inForce: readonly Omit<Route, 'id'>[] = [...routes, ...bank.routes]
  const first = inForce.filter(
    (route, at) => inForce.findIndex(({ intent }) => intent === route.intent) === at,
  )
  return {
    id: record.id,
    rule: {
      routes: first.map(({ intent, alias }) => ({ intent, alias })),
      margin,
      outOfScope,
      belowThreshold,
      defaultAlias: bank.defaultAlias,
    },
    thresholds: {
      threshold,
      byIntent: Object.fromEntries(
        first.flatMap((route) => (route.threshold === undefined ? [] : [[route.intent, route.threshold]])),
      ),
    },
  }
}

/**
 * The document with these thresholds in its bank node: the global one as the node's setting, those of intents on its routes.
 * An intent that only the bank routes gets a route of its own in the node. Null when there is no such node.
 */
export function writeThresholds(
  document: PipelineDocument,
  nodeId: string,
  { threshold, byIntent }: Thresholds,
  before: Thresholds,
  rule: RoutingRule,
): PipelineDocument | null {
  const record = document.nodes.find(({ id, type }) => id === nodeId && type === adapterBank.type)
  if (record === undefined) return null
  const stored = z.array(routeSchema).default([]).safeParse(record.config['routes'])
  if (!stored.success) return null
  const intents = new Set([...Object.keys(byIntent), ...Object.keys(before.byIntent)])
  let routes = stored.data
  for (const intent of intents) {
    const next = byIntent[intent]
    if (next === before.byIntent[intent]) continue
    const alias = rule.routes.find((route) => route.intent === intent)?.alias
    if (alias !== undefined) routes = setRoute(routes, intent, alias, next)
  }
  const config: Record<string, Json> = { ...record.config, threshold }
  if (routes !== stored.data)
    config['routes'] = routes.map(({ threshold: own, ...route }) =>
      own === undefined ? route : { ...route, threshold: own },
    )
  return {
    ...document,
    nodes: document.nodes.map((node) => (node === record ? { ...record, config } : node)),
  }
}

function setRoute(
  routes: readonly Route[],
  intent: string,
  alias: string,
  threshold: number | undefined,
): Route[] {
  const put = ({ id, intent: own, alias: target }: Route): Route => ({
    id,
    intent: own,
    alias: target,
    ...(threshold === undefined ? {} : { threshold }),
  })
  if (routes.some((route) => route.intent === intent)) {
    return routes.map((route) => (route.intent === intent ? put(route) : route))
  }
  return [...routes, put({ id: freeId(routes), intent, alias })]
}

function freeId(routes: readonly Route[]): string {
  for (let number = routes.length + 1; ; number += 1) {
    const id = `route-${number}`
    if (!routes.some((route) => route.id === id)) return id
  }
}
