import type { RunFilter } from '../../core/services/runs.ts'
import type { LargeValue, PruneRequest, Pruned, RunStore, StoredMeasure } from '../../core/stores/stores.ts'
import type { TraceEvent } from '../../core/trace/events.ts'
import type { Json } from '../../core/values.ts'
import type { Feedback, RunCount, RunSummary } from '../../core/wire/runs.ts'

const newestFirst = (a: RunSummary, b: RunSummary) =>
  b.startedAt.localeCompare(a.startedAt) || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0)

function matches(run: RunSummary, filter: RunFilter): boolean {
  const { adapter, search } = filter
  const hasAdapter =
    adapter === undefined || run.adapter === adapter || run.adapter?.startsWith(`${adapter}@`) === true
  return (
    hasAdapter &&
    run.experiment === filter.experiment &&
    (filter.pipelineId === undefined || run.pipelineId === filter.pipelineId) &&
    (filter.status === undefined || run.status === filter.status) &&
    (filter.intent === undefined || run.intent === filter.intent) &&
    (filter.revision === undefined || run.revision.startsWith(filter.revision)) &&
    (filter.slowerThanMs === undefined || (run.wallMs !== null && run.wallMs > filter.slowerThanMs)) &&
    (filter.confidenceBelow === undefined ||
      (run.confidence !== null && run.confidence < filter.confidenceBelow)) &&
    (search === undefined || run.question.toLowerCase().includes(search.toLowerCase()))
  )
}

interface StoredRun {
  summary: RunSummary
  readonly events: Map<number, TraceEvent>
  readonly values: Set<string>
  measures: StoredMeasure[]
  bytes: number
  readonly feedback: { feedback: Feedback; at: string }[]
}

function listRuns(runs: Iterable<StoredRun>, filter: RunFilter) {
  const limit = filter.limit ?? 100
  const all = [...runs]
    .map(({ summary }) => summary)
    .filter((run) => matches(run, filter))
    .sort(newestFirst)
  const start =
    filter.after === undefined ? 0 : all.findIndex((run) => `${run.startedAt}|${run.id}` === filter.after) + 1
  const items = all.slice(start, start + limit)
  const last = items.at(-1)
  const isMore = start + limit < all.length && last !== undefined
  return { items, total: all.length, ...(isMore ? { next: `${last.startedAt}|${last.id}` } : {}) }
}

function pruneRuns(
  runs: Map<string, StoredRun>,
  values: Map<string, Json>,
  { before, keepRuns, keepBytes, limit }: PruneRequest,
): Pruned {
  const oldest = [...runs.values()]
    .filter(({ summary }) => summary.status !== 'running')
    .sort((a, b) => newestFirst(b.summary, a.summary))
    .slice(0, limit)
  let bytes = [...runs.values()].reduce((sum, run) => sum + run.bytes, 0)
  let removed = 0
  for (const { summary, bytes: own } of oldest) {
    if (summary.startedAt >= before && runs.size <= keepRuns && bytes <= keepBytes) break
    runs.delete(summary.id)
    bytes -= own
    removed += 1
  }
  const used = new Set([...runs.values()].flatMap((run) => [...run.values]))
  const unused = [...values.keys()].filter((hash) => !used.has(hash))
  for (const hash of unused) values.delete(hash)
  return { runs: removed, values: unused.length, hasMore: removed === limit }
}

const lengthOf = (value: unknown) => JSON.stringify(value).length

export function createRunStore(): RunStore {
  const runs = new Map<string, StoredRun>()
  const values = new Map<string, Json>()
  let lastMeasure = 0
  const putSummary = (summary: RunSummary): void => {
    const run = runs.get(summary.id) ?? newRun(summary)
    run.summary = summary
    run.bytes += lengthOf(summary)
    runs.set(summary.id, run)
  }
  const append = (runId: string, events: readonly TraceEvent[], large: readonly LargeValue[]): void => {
    const run = runs.get(runId)
    if (run === undefined) return
    for (const event of events) run.events.set(event.seq, event)
    for (const { hash, value } of large) {
      values.set(hash, value)
      run.values.add(hash)
    }
    run.bytes += lengthOf(events) + lengthOf(large)
  }
  return {
    putSummary: async (summary) => putSummary(summary),
    appendEvents: async (runId, events, large) => append(runId, events, large),
    finish: async ({ summary, events, values: large, measures }) => {
      putSummary(summary)
      append(summary.id, events, large)
      const run = runs.get(summary.id)
      for (const measure of measures) run?.measures.push({ id: (lastMeasure += 1), measure })
    },
    get: async (runId) => runs.get(runId)?.summary,
    list: async (filter) => listRuns(runs.values(), filter),
    events: async (runId, fromSeq) =>
      [...(runs.get(runId)?.events.values() ?? [])]
        .filter((event) => event.seq >= fromSeq)
        .sort((a, b) => a.seq - b.seq),
    value: async (hash) => values.get(hash),
    measures: async (bank, afterId, limit) =>
      [...runs.values()]
        .flatMap((run) => run.measures)
        .filter(({ id, measure }) => measure.bank === bank && id > afterId)
        .sort((a, b) => a.id - b.id)
        .slice(0, limit),
    addFeedback: async (runId, feedback, at, scores) => {
      const run = runs.get(runId)
      if (run === undefined) return
      run.feedback.push({ feedback, at })
      const part = {
        ...('score' in feedback ? { feedback: feedback.score } : {}),
        ...(scores?.['em'] === undefined ? {} : { em: scores['em'] }),
        ...(scores?.['f1'] === undefined ? {} : { f1: scores['f1'] }),
      }
      run.measures = run.measures.map(({ id, measure }) => ({ id, measure: { ...measure, ...part } }))
      if (scores !== undefined) run.summary = { ...run.summary, scores: { ...run.summary.scores, ...scores } }
    },
    feedback: async (runId) => [...(runs.get(runId)?.feedback ?? [])],
    closeInterrupted: async () => {
      const open = [...runs.values()].filter(({ summary }) => summary.status === 'running')
      for (const run of open) run.summary = { ...run.summary, status: 'interrupted' }
      return open.length
    },
    counts: async () => countRuns(runs.values()),
    prune: async (request) => pruneRuns(runs, values, request),
    size: async () => {
      const all = [...runs.values()]
      const oldest = all.map(({ summary }) => summary.startedAt).sort()[0] ?? null
      return { runs: all.length, bytes: all.reduce((sum, run) => sum + run.bytes, 0), oldest }
    },
  }
}

function countRuns(runs: Iterable<StoredRun>): RunCount[] {
  const counts = new Map<string, RunCount>()
  for (const { summary } of runs) {
    const { pipelineId: pipeline, startedAt, experiment } = summary
    if (experiment !== undefined) continue
    const before = counts.get(pipeline) ?? { pipeline, runs: 0, lastAt: startedAt }
    const lastAt = startedAt > before.lastAt ? startedAt : before.lastAt
    counts.set(pipeline, { pipeline, runs: before.runs + 1, lastAt })
  }
  return [...counts.values()]
}

function newRun(summary: RunSummary): StoredRun {
  return { summary, events: new Map(), values: new Set(), measures: [], bytes: 0, feedback: [] }
}
