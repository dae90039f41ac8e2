/** Sends the spans of runs to a collector over OTLP/HTTP, a batch at a time, beside the runs: what cannot be sent is dropped. */
import type { EgressClient } from '../../core/services/egress.ts'
import type { PipelineService } from '../../core/services/pipelines.ts'
import type { RunService } from '../../core/services/runs.ts'
import { foldTrace } from '../../core/trace/run-view.ts'
import { loadStored } from '../../core/document/find-inside.ts'
import type { StoredReference } from '../../core/services/sub-pipelines.ts'
import type { Span } from './run-spans.ts'
import { spansOfRun } from './run-spans.ts'

export interface SpanExporterOptions {
  readonly runs: Pick<RunService, 'observe'>
  /** For the names of nodes inside stored sub-pipelines. */
  readonly pipelines: Pick<PipelineService, 'revision'>
  readonly egress: EgressClient
  /** As `OTEL_EXPORTER_OTLP_ENDPOINT` has it: `/v1/traces` is added. */
  readonly endpoint: string
  readonly headers?: Readonly<Record<string, string>>
  readonly version: string
  readonly flushAfterMs?: number
}

export interface SpanExporter {
  /** Sends what waits. */
  flush(): Promise<void>
  /** Sends what waits, and watches no longer. */
  close(): Promise<void>
}

const defaultFlushAfterMs = 2_000
const batchSpans = 512
/** More than that waits for a collector that does not keep up; the oldest are dropped. */
const mostWaiting = 8_192
const sendTimeoutMs = 10_000

export function createSpanExporter(options: SpanExporterOptions): SpanExporter {
  const { runs, flushAfterMs = defaultFlushAfterMs } = options
  const url = `${options.endpoint.replace(/\/+$/, '')}/v1/traces`
  let waiting: Span[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  let sending: Promise<void> = Promise.resolve()

  const send = async (spans: readonly Span[]): Promise<void> => {
    const { body } = await options.egress.send({
      url,
      method: 'POST',
      headers: { ...options.headers, 'content-type': 'application/json' },
      body: JSON.stringify(requestOf(spans, options.version)),
      signal: AbortSignal.timeout(sendTimeoutMs),
    })
    // Read to its end, so that the connection closes.
    for await (const _chunk of body);
  }
  const flush = (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    sending = sending.then(async () => {
      while (waiting.length > 0) {
        const batch = waiting.splice(0, batchSpans)
        // A collector that is away must not disturb runs; the spans of that time are missing there.
        await send(batch).catch(() => undefined)
      }
    })
    return sending
  }
  const load = async ({ id, revision }: StoredReference) =>
    (await options.pipelines.revision(id, revision)).document
  /** Runs whose names are being looked up. */
  const naming = new Set<Promise<void>>()
  const stop = runs.observe({
    ended: ({ summary, events, document }) => {
      const named = loadStored(document, load)
        .then((find) => collect(spansOfRun({ summary, view: foldTrace(events), document }, find)))
        // As with any observer: a fault of it is none of the run, nor of the process.
        .catch(() => undefined)
      naming.add(named)
      void named.finally(() => naming.delete(named))
    },
  })
  function collect(spans: readonly Span[]): void {
    waiting.push(...spans)
    if (waiting.length > mostWaiting) waiting = waiting.slice(-mostWaiting)
    if (waiting.length >= batchSpans) void flush()
    else timer ??= setTimeout(() => void flush(), flushAfterMs)
  }
  return {
    flush,
    close: () => {
      stop()
      return Promise.all(naming).then(flush)
    },
  }
}

function requestOf(spans: readonly Span[], version: string): object {
  const text = (key: string, stringValue: string) => ({ key, value: { stringValue } })
  return {
    resourceSpans: [
      {
        resource: { attributes: [text('service.name', 'signalbox'), text('service.version', version)] },
        scopeSpans: [{ scope: { name: 'signalbox', version }, spans }],
      },
    ],
  }
}
