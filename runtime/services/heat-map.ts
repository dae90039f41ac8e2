/** What the last runs of a pipeline did by node and port, read from their traces; each trace is read once. */
import type { RunStore } from '../core/stores/stores.ts'
import type { TraceEvent } from '../core/trace/events.ts'
import { withoutItems } from '../core/trace/node-path.ts'
import type { HeatMap } from '../core/wire/heat-map.ts'
import { quantile } from '../evaluation/stats/quantile.ts'

/** Below it there is too little to say anything. */
const fewest = 5
/** A few pipelines' worth; what one run leaves here is small. */
const keptRuns = 1_000

/** One time that a node ran. */
interface NodeTrace {
  readonly durationMs: number | null
  readonly hasFailed: boolean
  /** Ports by which values left; null where it failed. */
  readonly ports: readonly string[] | null
}

interface RunTraceFigures {
  readonly wallMs: number
  /** By the node's place in the document: a node inside one that works through a list runs for each item. */
  readonly nodes: ReadonlyMap<string, readonly NodeTrace[]>
  readonly decisions: readonly {
    node: string
    port: string
    confidence: number | null
    margin: number | null
  }[]
}

/** Gives the heat map of the last `limit` runs of a pipeline that succeeded or failed. */
export function createHeatMaps(store: RunStore): (pipelineId: string, limit: number) => Promise<HeatMap> {
  const known = new Map<string, RunTraceFigures>()
  const figuresOf = async (runId: string): Promise<RunTraceFigures> => {
    const figures = known.get(runId) ?? readTrace(await store.events(runId, 0))
    known.delete(runId)
    known.set(runId, figures)
    const [oldest] = known.keys()
    if (known.size > keptRuns && oldest !== undefined) known.delete(oldest)
    return figures
  }
  return async (pipelineId, limit) => {
    const { items } = await store.list({ pipelineId, limit })
    const ended = items.filter(({ status }) => status === 'succeeded' || status === 'failed')
    const runs: RunTraceFigures[] = []
    for (const { id } of ended) runs.push(await figuresOf(id))
    return { pipeline: pipelineId, runs: runs.length, nodes: describeNodes(runs), ports: describePorts(runs) }
  }
}

export function readTrace(events: readonly TraceEvent[]): RunTraceFigures {
  const nodes = new Map<string, NodeTrace[]>()
  const add = (path: string, one: NodeTrace) => {
    const node = withoutItems(path)
    const before = nodes.get(node)
    if (before === undefined) nodes.set(node, [one])
    else before.push(one)
  }
  const decisions: RunTraceFigures['decisions'][number][] = []
  let wallMs = 0
  for (const event of events) {
    if (event.type === 'node-finished' && event.fromCache !== true && event.pinned !== true) {
      add(event.node, {
        durationMs: event.durationMs,
        hasFailed: false,
        ports: Object.keys(event.outputs),
      })
    } else if (event.type === 'node-failed' && event.error.code !== 'RUN_CANCELLED') {
      add(event.node, { durationMs: null, hasFailed: true, ports: null })
    } else if (event.type === 'decision') {
      const { node, port, confidence, margin } = event.decision
      if (port !== null) decisions.push({ node: withoutItems(node), port, confidence, margin })
    } else if (event.type === 'run-finished') wallMs = event.timing.wallMs
  }
  return { wallMs, nodes, decisions: decisions.filter(({ node }) => nodes.has(node)) }
}

function describeNodes(runs: readonly RunTraceFigures[]): HeatMap['nodes'] {
  const ids = new Set(runs.flatMap(({ nodes }) => [...nodes.keys()]))
  return [...ids].map((node) => {
    const seen = runs.flatMap(({ nodes }) => nodes.get(node) ?? [])
    const durations = seen.flatMap(({ durationMs }) => durationMs ?? [])
    const wallMs = sumOf(
      runs
        .filter(({ nodes }) => nodes.get(node)?.some(({ durationMs }) => durationMs !== null))
        .map((run) => run.wallMs),
    )
    const failed = seen.filter(({ hasFailed }) => hasFailed).length
    return {
      node,
      hits: seen.length,
      failed,
      errorRate: seen.length < fewest ? null : failed / seen.length,
      durationMs: { n: durations.length, p50: quantileOf(durations, 0.5), p95: quantileOf(durations, 0.95) },
      shareOfTime: durations.length < fewest || wallMs === 0 ? null : sumOf(durations) / wallMs,
    }
  })
}

function describePorts(runs: readonly RunTraceFigures[]): HeatMap['ports'] {
  const hits = new Map<string, Map<string, number>>()
  const finished = new Map<string, number>()
  for (const { nodes } of runs) {
    for (const [node, times] of nodes) {
      for (const { ports } of times) {
        if (ports === null) continue
        finished.set(node, (finished.get(node) ?? 0) + 1)
        const byPort = hits.get(node) ?? new Map<string, number>()
        hits.set(node, byPort)
        for (const port of ports) byPort.set(port, (byPort.get(port) ?? 0) + 1)
      }
    }
  }
  return [...hits].flatMap(([node, byPort]) =>
    [...byPort].map(([port, count]) => {
      const taken = runs.flatMap(({ decisions }) =>
        decisions.filter((decision) => decision.node === node && decision.port === port),
      )
      return {
        node,
        port,
        hits: count,
        of: finished.get(node) ?? 0,
        confidence: medianOf(taken.map(({ confidence }) => confidence)),
        margin: medianOf(taken.map(({ margin }) => margin)),
      }
    }),
  )
}

function medianOf(values: readonly (number | null)[]): { n: number; p50: number | null } {
  const known = values.filter((value) => value !== null)
  return { n: known.length, p50: quantileOf(known, 0.5) }
}

const quantileOf = (values: readonly number[], q: number) =>
  values.length < fewest ? null : quantile(values, q)

const sumOf = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
