/** What runs do, as Prometheus reads it. Labels take a bounded number of values: what comes after the first hundred is `other`. */
import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client'
import type { EndedRun, RunObserver, RunService } from '../../core/services/runs.ts'
import { registerDurations } from './duration-metric.ts'

export interface RunMetrics {
  /** The text of `/metrics`. */
  render(): Promise<{ readonly contentType: string; readonly text: string }>
  /** Ends the watching. */
  close(): void
}

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
  const durations = registerDurations<'pipeline' | 'status'>(registry, {
    name: 'signalbox_run_duration_seconds',
    help: 'Time of a whole run',
  })
  const firstTexts = registerDurations<'pipeline'>(registry, {
    name: 'signalbox_run_ttft_seconds',
    help: 'Time until the first piece of text, of runs that stream',
  })
  const nodes = registerDurations<'type'>(registry, {
    name: 'signalbox_node_duration_seconds',
    help: 'Time of one node, by its type',
  })
  const loads = registerDurations<'adapter'>(registry, {
    name: 'signalbox_adapter_load_seconds',
    help: 'Time a run waited for an adapter to be loaded',
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
  return ({ summary, events, document }) => {
    const pipeline = pipelineLabel(summary.pipelineId)
    if (summary.wallMs !== null) durations.add({ pipeline, status: summary.status }, summary.wallMs)
    if (summary.ttftMs !== null) firstTexts.add({ pipeline }, summary.ttftMs)
    if (summary.error !== null) errors.inc({ code: summary.error.code })
    for (const event of events) {
      if (event.type === 'node-finished' || event.type === 'node-failed') {
        // Nodes of a sub-pipeline are not of this document; their time is part of the node that runs it.
        const type = document.nodes.find(({ id }) => id === event.node)?.type
        if (type !== undefined) nodes.add({ type: typeLabel(type) }, event.durationMs)
      } else if (event.type === 'adapter-load') {
        loads.add({ adapter: adapterLabel(event.adapter) }, event.loadMs)
      } else if (event.type === 'decision') {
        const { kind, outcome, adapter } = event.decision
        decisions.inc({ kind, outcome, adapter: adapter === null ? 'none' : adapterLabel(adapter) })
      }
    }
  }
}
