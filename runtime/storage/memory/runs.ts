import type { RunFilter } from '../../core/services/runs.ts'
import type { RunStore } from '../../core/stores/stores.ts'
import type { TraceEvent } from '../../core/trace/events.ts'
import type { Json } from '../../core/values.ts'
import type { Feedback, RunSummary } from '../../core/wire/runs.ts'

const newestFirst = (a: RunSummary, b: RunSummary) =>
  b.startedAt.localeCompare(a.startedAt) || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0)

function matches(run: RunSummary, filter: RunFilter): boolean {
  return (
    (filter.pipelineId === undefined || run.pipelineId === filter.pipelineId) &&
    (filter.status === undefined || run.status === filter.status) &&
    (filter.intent === undefined || run.intent === filter.intent) &&
    (filter.adapter === undefined || run.adapter === filter.adapter) &&
    (filter.search === undefined || run.question.toLowerCase().includes(filter.search.toLowerCase()))
  )
}

interface StoredRun {
  summary: RunSummary
  readonly events: Map<number, TraceEvent>
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

export function createRunStore(): RunStore {
  const runs = new Map<string, StoredRun>()
  const values = new Map<string, { value: Json; usedAt: string }>()
  return {
    putSummary: async (summary) => {
      const old = runs.get(summary.id)
      if (old === undefined) runs.set(summary.id, { summary, events: new Map(), feedback: [] })
      else old.summary = summary
    },
    appendEvents: async (runId, events) => {
      for (const event of events) runs.get(runId)?.events.set(event.seq, event)
    },
    get: async (runId) => runs.get(runId)?.summary,
    list: async (filter) => listRuns(runs.values(), filter),
    events: async (runId, fromSeq) =>
      [...(runs.get(runId)?.events.values() ?? [])]
        .filter((event) => event.seq >= fromSeq)
        .sort((a, b) => a.seq - b.seq),
    putValue: async (hash, value) => {
      values.set(hash, { value, usedAt: new Date().toISOString() })
    },
    value: async (hash) => values.get(hash)?.value,
    addFeedback: async (runId, feedback, at) => {
      runs.get(runId)?.feedback.push({ feedback, at })
    },
    feedback: async (runId) => [...(runs.get(runId)?.feedback ?? [])],
    closeInterrupted: async () => {
      const open = [...runs.values()].filter(({ summary }) => summary.status === 'running')
      for (const run of open) run.summary = { ...run.summary, status: 'interrupted' }
      return open.length
    },
    prune: async (before, keep) => {
      const sorted = [...runs.values()].map(({ summary }) => summary).sort(newestFirst)
      const gone = sorted.slice(keep).filter((run) => run.startedAt < before && run.status !== 'running')
      for (const run of gone) runs.delete(run.id)
      const oldest = sorted.filter((run) => runs.has(run.id)).at(-1)?.startedAt ?? before
      for (const [hash, { usedAt }] of values) if (usedAt < oldest) values.delete(hash)
      return gone.length
    },
  }
}
