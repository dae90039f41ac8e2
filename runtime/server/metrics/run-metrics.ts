/** What runs do, as Prometheus reads it. Labels take a bounded number of values: what comes after the first hundred is `other`. */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { EndedRun, RunObserver, RunService } from '../../core/services/runs.ts'

export interface RunMetrics {
  /** The text of `/metrics`. */
  render(): Promise<{ readonly contentType: string; readonly text: string }>
  /** Ends the watching. */
  close(): void
}

/** Seconds, from 1 ms to 5 minutes. */
const durationBuckets = [
  0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300,
]
const mostLabelValues = 100

/** Values of one label: the first hundred by name, the rest together. */
function createLabelLimit(): (value: string) => string {
  const known = new Set<string>()
  return (value) => {
    if (known.has(value)) return value
    if (known.size >= mostLabelValues) return 'other'
    known.add(value)
    return value
  }
}

export function createRunMetrics(runs: Pick<RunService, 'observe'>): RunMetrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const stop = runs.observe(createObserver(registry))
  return {
    render: async () => ({ contentType: registry.contentType, text: await registry.metrics() }),
    close: () => {
      stop()
      registry.clear()
    },
  }
}

function createObserver(registry: Registry): RunObserver {
  const running = new Gauge({
    name: 'signalbox_runs_running',
    help: 'Runs under way',
    registers: [registry],
  })
  const record = createRecorder(registry)
  return {
    started: () => running.inc(),
    settled: () => running.dec(),
    ended: record,
  }
}

function createRecorder(registry: Registry): (run: EndedRun) => void {
  const registers = [registry]
  const buckets = durationBuckets
  const durations = new Histogram({
    name: 'signalbox_run_duration_seconds',
    help: 'Time of a whole run',
    labelNames: ['pipeline', 'status'],
    buckets,
    registers,
  })
  const firstTexts = new Histogram({
    name: 'signalbox_run_ttft_seconds',
    help: 'Time until the first piece of text, of runs that stream',
    labelNames: ['pipeline'],
    buckets,
    registers,
  })
  const nodes = new Histogram({
    name: 'signalbox_node_duration_seconds',
    help: 'Time of one node, by its type',
    labelNames: ['type'],
    buckets,
    registers,
  })
  const loads = new Histogram({
    name: 'signalbox_adapter_load_seconds',
    help: 'Time a run waited for an adapter to be loaded',
    labelNames: ['adapter'],
    buckets,
    registers,
  })
  const decisions = new Counter({
    name: 'signalbox_decisions_total',
    help: 'Decisions of routers and banks',
    labelNames: ['kind', 'outcome', 'adapter'],
    registers,
  })
  const errors = new Counter({
    name: 'signalbox_run_errors_total',
    help: 'Runs that ended with an error, by its code',
    labelNames: ['code'],
    registers,
  })
  const pipelineLabel = createLabelLimit()
  const adapterLabel = createLabelLimit()
  const typeLabel = createLabelLimit()
  return ({ summary, view, document }) => {
    const pipeline = pipelineLabel(summary.pipelineId)
    if (summary.wallMs !== null)
      durations.observe({ pipeline, status: summary.status }, summary.wallMs / 1000)
    if (summary.ttftMs !== null) firstTexts.observe({ pipeline }, summary.ttftMs / 1000)
    if (summary.error !== null) errors.inc({ code: summary.error.code })
    const types = new Map(document.nodes.map(({ id, type }) => [id, type]))
    for (const [id, { durationMs }] of Object.entries(view.nodes)) {
      const type = types.get(id)
      // Nodes of a sub-pipeline are not of this document; their time is part of the node that runs it.
      if (durationMs !== undefined && type !== undefined)
        nodes.observe({ type: typeLabel(type) }, durationMs / 1000)
    }
    for (const { adapter, loadMs } of view.adapterLoads)
      loads.observe({ adapter: adapterLabel(adapter) }, loadMs / 1000)
    for (const { kind, outcome, adapter } of view.decisions)
      decisions.inc({ kind, outcome, adapter: adapter === null ? 'none' : adapterLabel(adapter) })
  }
}
