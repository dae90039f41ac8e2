/**
 * A run on one time axis. Along the critical path each node's time splits into queue, adapter load and work; what lies between
 * its nodes is the engine's. These parts add up to the wall time, since each begins where the one before it ends.
 */
import { isWithin, subRunOf } from '../../runtime/core/trace/node-path.ts'
import type { NodeState, NodeView, RunView } from '../../runtime/core/trace/run-view.ts'
import type { NodeTiming, RunTiming } from '../../runtime/core/trace/timing.ts'
import { subRunsOf, subRunStates } from '../runs/sub-runs.ts'

export const timeParts = ['node', 'queue', 'load', 'engine'] as const
export type TimePart = (typeof timeParts)[number]
export type PartTimes = Readonly<Record<TimePart, number>>

export interface WaterfallSegment {
  readonly part: TimePart
  readonly fromMs: number
  readonly toMs: number
}

export interface WaterfallRow {
  /** Its path in the run; that of the sub-run for the row of an item; null for the engine's own row. */
  readonly node: string | null
  /** The row is one item of the list that the node works through. */
  readonly isItem?: boolean
  readonly state: NodeState
  /** Its outputs came from a cache or an earlier run. */
  readonly isReused: boolean
  readonly isPinned: boolean
  readonly segments: readonly WaterfallSegment[]
  readonly times: PartTimes
  readonly totalMs: number
}

export interface Waterfall {
  /** The length of the axis: the wall time, or the time so far. */
  readonly wallMs: number
  /** False while the run goes on or when its trace ends before it did: then there is no critical path and no sum. */
  readonly isComplete: boolean
  /** The critical path in its order; of an unfinished run every node. */
  readonly path: readonly WaterfallRow[]
  /** Null when the run is not complete. */
  readonly engine: WaterfallRow | null
  readonly offPath: readonly WaterfallRow[]
  /** The parts of `path` and `engine`; they add up to `wallMs`. */
  readonly sum: PartTimes
  readonly offPathMs: number
}

const noTimes: PartTimes = { node: 0, queue: 0, load: 0, engine: 0 }

export function buildWaterfall(view: RunView): Waterfall {
  return view.timing === undefined ? buildUnfinished(view) : buildFinished(view, view.timing)
}

function buildFinished(view: RunView, timing: RunTiming): Waterfall {
  const byNode = new Map(timing.nodes.map((node) => [node.node, node]))
  const onPath = timing.criticalPath.flatMap((node) => byNode.get(node) ?? [])
  const path = onPath.map((node) => rowOf(view, node))
  const engine = engineRow(onPath, 0, timing.wallMs)
  const offPath = timing.nodes
    .filter(({ isOnCriticalPath }) => !isOnCriticalPath)
    .sort((a, b) => a.queuedAt - b.queuedAt)
    .map((node) => rowOf(view, node))
  return {
    wallMs: timing.wallMs,
    isComplete: true,
    path,
    engine,
    offPath,
    sum: addTimes([...path, engine]),
    offPathMs: offPath.reduce((total, { times }) => total + times.node + times.load, 0),
  }
}

function buildUnfinished(view: RunView): Waterfall {
  const latest = (node: NodeView) => node.finishedAt ?? node.startedAt ?? node.queuedAt ?? 0
  const wallMs = Math.max(0, ...Object.values(view.nodes).map(latest))
  const path = unfinishedRows(view, null, wallMs)
  return { wallMs, isComplete: false, path, engine: null, offPath: [], sum: addTimes(path), offPathMs: 0 }
}

/** Those of the whole, or of a sub-run, that have not all ended; `untilMs`: the time so far. */
function unfinishedRows(view: RunView, subRun: string | null, untilMs: number): readonly WaterfallRow[] {
  return Object.entries(view.nodes)
    .filter(([path, node]) => subRunOf(path) === subRun && node.queuedAt !== undefined)
    .map(([id, node]): NodeTiming => {
      const startedAt = node.startedAt ?? untilMs
      const loadMs = loadsOf(view, id).reduce((total, load) => total + load.loadMs, 0)
      const finishedAt = node.finishedAt ?? untilMs
      return {
        node: id,
        queuedAt: node.queuedAt ?? 0,
        startedAt,
        finishedAt,
        loadMs,
        isOnCriticalPath: false,
      }
    })
    .sort((a, b) => a.queuedAt - b.queuedAt)
    .map((node) => rowOf(view, node))
}

/**
 * What is inside a row: the nodes of the pipeline that it runs and what the engine did between them, or the items of its list. All of
 * it is a part of the row's own time. Empty where there is nothing, or nothing was recorded.
 */
export function rowsInside(
  view: RunView,
  { node, isItem }: WaterfallRow,
  untilMs: number,
): readonly WaterfallRow[] {
  if (node === null) return []
  if (isItem === true) return subRunRows(view, node, untilMs)
  const paths = subRunsOf(view, node)
  const [only] = paths
  return only === node ? subRunRows(view, node, untilMs) : paths.map((path) => itemRow(view, path, untilMs))
}

export const hasInside = (view: RunView, { node, isItem }: WaterfallRow): boolean =>
  node !== null && (isItem === true || subRunsOf(view, node).length > 0)

function subRunRows(view: RunView, path: string, untilMs: number): readonly WaterfallRow[] {
  const { startedAt, timing } = view.subRuns[path] ?? { startedAt: 0 }
  if (timing === undefined) return unfinishedRows(view, path, untilMs)
  const nodes = timing.nodes.map((one) => ({
    ...one,
    node: `${path}/${one.node}`,
    queuedAt: one.queuedAt + startedAt,
    startedAt: one.startedAt + startedAt,
    finishedAt: one.finishedAt + startedAt,
  }))
  const byNode = new Map(nodes.map((one) => [one.node, one]))
  const onPath = timing.criticalPath.flatMap((id) => byNode.get(`${path}/${id}`) ?? [])
  const offPath = nodes.filter((one) => !onPath.includes(one)).sort((a, b) => a.queuedAt - b.queuedAt)
  return [
    ...onPath.map((one) => rowOf(view, one)),
    engineRow(onPath, startedAt, startedAt + timing.wallMs),
    ...offPath.map((one) => rowOf(view, one)),
  ]
}

function itemRow(view: RunView, path: string, untilMs: number): WaterfallRow {
  const { status = 'running', startedAt = 0, timing } = view.subRuns[path] ?? {}
  const toMs = timing === undefined ? untilMs : startedAt + timing.wallMs
  const totalMs = Math.max(0, toMs - startedAt)
  return {
    node: path,
    isItem: true,
    state: subRunStates[status],
    isReused: false,
    isPinned: false,
    segments: [{ part: 'node', fromMs: startedAt, toMs }],
    times: timing?.parts ?? { ...noTimes, node: totalMs },
    totalMs,
  }
}

/** Of the node and of what is inside it. */
const loadsOf = (view: RunView, node: string) => view.adapterLoads.filter((load) => isWithin(load.node, node))

function rowOf(view: RunView, timing: NodeTiming): WaterfallRow {
  const { node, queuedAt, startedAt, finishedAt, loadMs } = timing
  const queue = startedAt - queuedAt
  const work = finishedAt - startedAt - loadMs
  return {
    node,
    state: view.nodes[node]?.state ?? 'finished',
    isReused: view.nodes[node]?.isReused === true,
    isPinned: view.nodes[node]?.isPinned === true,
    segments: [
      { part: 'queue' as const, fromMs: queuedAt, toMs: startedAt },
      ...workSegments(timing, loadsOf(view, node)),
    ].filter(({ fromMs, toMs }) => toMs > fromMs),
    times: { node: work, queue, load: loadMs, engine: 0 },
    totalMs: queue + work + loadMs,
  }
}

/** The time inside a node, cut where it waited for adapters; each load ends when its event came. */
function workSegments(
  { startedAt, finishedAt }: NodeTiming,
  loads: readonly { readonly at: number; readonly loadMs: number }[],
): WaterfallSegment[] {
  const segments: WaterfallSegment[] = []
  let from = startedAt
  for (const { at, loadMs } of [...loads].sort((a, b) => a.at - b.at)) {
    const loadFrom = Math.min(finishedAt, Math.max(from, at - loadMs))
    const loadTo = Math.min(finishedAt, Math.max(loadFrom, at))
    segments.push(
      { part: 'node', fromMs: from, toMs: loadFrom },
      { part: 'load', fromMs: loadFrom, toMs: loadTo },
    )
    from = loadTo
  }
  return [...segments, { part: 'node', fromMs: from, toMs: finishedAt }]
}

/** What the engine did before, between and after the nodes of the path. */
function engineRow(path: readonly NodeTiming[], fromMs: number, untilMs: number): WaterfallRow {
  const segments: WaterfallSegment[] = []
  let from = fromMs
  for (const { queuedAt, finishedAt } of path) {
    segments.push({ part: 'engine', fromMs: from, toMs: queuedAt })
    from = finishedAt
  }
  segments.push({ part: 'engine', fromMs: from, toMs: untilMs })
  const totalMs = segments.reduce((total, { fromMs, toMs }) => total + toMs - fromMs, 0)
  return {
    node: null,
    state: 'finished',
    isReused: false,
    isPinned: false,
    segments: segments.filter(({ fromMs, toMs }) => toMs > fromMs),
    times: { ...noTimes, engine: totalMs },
    totalMs,
  }
}

function addTimes(rows: readonly WaterfallRow[]): PartTimes {
  const sum = { ...noTimes }
  for (const { times } of rows) for (const part of timeParts) sum[part] += times[part]
  return sum
}

/** A sum in whole steps of a unit. */
export interface RoundedSum {
  readonly parts: PartTimes
  readonly total: number
}

/**
 * Rounds parts so that what is written adds up to the written total: each part down, then the steps that are missing go to the
 * parts that lost most (largest remainder).
 */
export function roundSum(parts: PartTimes, step: number): RoundedSum {
  const exact = timeParts.map((part) => parts[part] / step)
  const total = Math.round(exact.reduce((sum, value) => sum + value, 0))
  const steps = exact.map(Math.floor)
  const missing = total - steps.reduce((sum, value) => sum + value, 0)
  const byLoss = exact
    .map((value, index) => ({ index, loss: value - Math.floor(value) }))
    .sort((a, b) => b.loss - a.loss || a.index - b.index)
  for (const { index } of byLoss.slice(0, Math.max(0, missing))) steps[index] = (steps[index] ?? 0) + 1
  const perUnit = Math.round(1 / step)
  const toUnit = (count: number) => count / perUnit
  const [node = 0, queue = 0, load = 0, engine = 0] = steps.map(toUnit)
  return { parts: { node, queue, load, engine }, total: toUnit(total) }
}

/** Round marks for an axis of `wallMs`: 1, 2 or 5 times a power of ten, at most seven of them. */
export function axisMarks(wallMs: number): readonly number[] {
  if (!(wallMs > 0)) return [0]
  const power = 10 ** Math.floor(Math.log10(wallMs / 6))
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => wallMs / size <= 6) ?? wallMs
  return Array.from({ length: Math.floor(wallMs / step + 1e-9) + 1 }, (_, index) =>
    Number((index * step).toPrecision(6)),
  )
}
