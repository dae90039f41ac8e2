/**
 * A run as OpenTelemetry spans in OTLP/JSON: one for the run, one for each node, decisions and adapter loads as their events.
 * Attributes follow the semantic conventions for generative AI (1.41): operation, provider, workflow, model, token usage.
 */
import { z } from 'zod'
import { sha256Hex } from '../../core/document/content-hash.ts'
import type { FailureData } from '../../core/errors/failure.ts'
import type { EndedRun } from '../../core/services/runs.ts'
import type { DecisionRecord } from '../../core/trace/decision.ts'
import type { FindStored } from '../../core/document/find-inside.ts'
import { createNodeFinder } from '../../core/document/find-inside.ts'
import { splitSubRun, subRunOf } from '../../core/trace/node-path.ts'
import type { NodeView, RunView } from '../../core/trace/run-view.ts'

type AttributeValue =
  | { readonly stringValue: string }
  | { readonly boolValue: boolean }
  | { readonly doubleValue: number }
  | { readonly intValue: string }

interface Attribute {
  readonly key: string
  readonly value: AttributeValue
}

interface SpanEvent {
  readonly timeUnixNano: string
  readonly name: string
  readonly attributes: readonly Attribute[]
}

export interface Span {
  /** 32 hexadecimal digits. */
  readonly traceId: string
  /** 16 hexadecimal digits. */
  readonly spanId: string
  readonly parentSpanId?: string
  readonly name: string
  /** 1 is INTERNAL, 2 is SERVER. */
  readonly kind: 1 | 2
  readonly startTimeUnixNano: string
  readonly endTimeUnixNano: string
  readonly attributes: readonly Attribute[]
  readonly events: readonly SpanEvent[]
  /** 1 is OK, 2 is ERROR. */
  readonly status: { readonly code: 1 | 2; readonly message?: string }
}

/** What a node that asked a model gives. */
const modelAnswerSchema = z.object({
  value: z.object({
    model: z.string(),
    adapter: z.string().nullable(),
    usage: z.object({ inputTokens: z.number(), outputTokens: z.number() }).optional(),
  }),
})

/** Answers of this process. */
const embeddedProvider = 'signalbox'

/** The well-known values of `gen_ai.provider.name`, by the end of the host's name. */
const providers: readonly (readonly [host: string, provider: string])[] = [
  ['api.openai.com', 'openai'],
  ['openai.azure.com', 'azure.ai.openai'],
  ['api.anthropic.com', 'anthropic'],
  ['generativelanguage.googleapis.com', 'gcp.gemini'],
  ['api.cohere.com', 'cohere'],
  ['api.mistral.ai', 'mistral_ai'],
  ['api.deepseek.com', 'deepseek'],
  ['api.groq.com', 'groq'],
  ['api.perplexity.ai', 'perplexity'],
  ['api.x.ai', 'x_ai'],
]

/** What has no well-known name is named by its host. */
const providerOf = (host: string): string =>
  providers.find(([end]) => host === end || host.endsWith(`.${end}`))?.[1] ?? host

interface FoldedRun extends Pick<EndedRun, 'summary' | 'document'> {
  readonly view: RunView
}

/** @param findStored names nodes inside stored sub-pipelines; they are called by their paths without it */
export function spansOfRun({ summary, view, document }: FoldedRun, findStored?: FindStored): Span[] {
  const startMs = Date.parse(summary.startedAt)
  if (Number.isNaN(startMs)) return []
  const traceId = sha256Hex(summary.id).slice(0, 32)
  const at = (ms: number) => unixNano(startMs, ms)
  const find = createNodeFinder(document.nodes, findStored)
  const rootId = spanIdOf(summary.id, '')
  const root: Span = {
    traceId,
    spanId: rootId,
    name: `invoke_workflow ${document.name}`,
    kind: 2,
    startTimeUnixNano: at(0),
    endTimeUnixNano: at(summary.wallMs ?? 0),
    attributes: attributesOf({
      'gen_ai.operation.name': 'invoke_workflow',
      'gen_ai.workflow.name': document.name,
      'signalbox.run.id': summary.id,
      'signalbox.pipeline.id': summary.pipelineId,
      'signalbox.pipeline.revision': summary.revision,
      'signalbox.run.status': summary.status,
      'signalbox.run.ttft_ms': summary.ttftMs,
      'error.type': summary.error?.code,
    }),
    events: [],
    status: statusOf(summary.error),
  }
  const ofNodes = Object.entries(view.nodes).flatMap(([id, node]): Span[] => {
    if (node.startedAt === undefined) return []
    const record = find(id)
    const type = record?.type ?? 'nested'
    const subRun = subRunOf(id)
    const outer = subRun === null ? null : splitSubRun(subRun)
    return [
      {
        traceId,
        spanId: spanIdOf(summary.id, id),
        parentSpanId: outer === null ? rootId : spanIdOf(summary.id, outer.node),
        name: `${type} ${record?.name ?? id}`,
        kind: 1,
        startTimeUnixNano: at(node.startedAt),
        endTimeUnixNano: at(node.finishedAt ?? summary.wallMs ?? node.startedAt),
        attributes: nodeAttributes(id, type, node, outer?.item),
        events: eventsOf(id, node, view, at),
        status: statusOf(node.error ?? null),
      },
    ]
  })
  return [root, ...ofNodes]
}

function nodeAttributes(id: string, type: string, node: NodeView, item: number | undefined): Attribute[] {
  return attributesOf({
    'signalbox.node.id': id,
    'signalbox.node.type': type,
    'signalbox.item': item,
    'signalbox.node.attempt': node.attempt,
    'error.type': node.error?.code,
    ...modelAttributes(node),
  })
}

/** Of a node that asked a model, also where it got no answer; else none. */
function modelAttributes({ annotations, outputs }: NodeView): Parameters<typeof attributesOf>[0] {
  const answer = Object.values(outputs)
    .map((output) => modelAnswerSchema.safeParse(output))
    .find(({ success }) => success)?.data?.value
  const host = annotations['model.host']
  const address = typeof host === 'string' ? host : undefined
  if (answer === undefined && address === undefined) return {}
  return {
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': address === undefined ? embeddedProvider : providerOf(address),
    'server.address': address,
    'gen_ai.request.model': answer?.model,
    'gen_ai.response.model': answer?.adapter ?? answer?.model,
    'gen_ai.usage.input_tokens': answer?.usage?.inputTokens,
    'gen_ai.usage.output_tokens': answer?.usage?.outputTokens,
  }
}

function eventsOf(id: string, node: NodeView, view: RunView, at: (ms: number) => string): SpanEvent[] {
  const decisions = view.decisions
    .filter((decision) => decision.node === id)
    .map((decision) => ({
      timeUnixNano: at(node.startedAt ?? 0),
      name: 'signalbox.decision',
      attributes: decisionAttributes(decision),
    }))
  const loads = view.adapterLoads
    .filter((load) => load.node === id)
    .map(({ adapter, loadMs, at: atMs }) => ({
      timeUnixNano: at(atMs),
      name: 'signalbox.adapter_load',
      attributes: attributesOf({ 'signalbox.adapter': adapter, 'signalbox.adapter.load_ms': loadMs }),
    }))
  return [...decisions, ...loads]
}

function decisionAttributes(decision: DecisionRecord): Attribute[] {
  return attributesOf({
    'signalbox.decision.kind': decision.kind,
    'signalbox.decision.outcome': decision.outcome,
    'signalbox.decision.reason': decision.reason,
    'signalbox.decision.intent': decision.intent,
    'signalbox.decision.confidence': decision.confidence,
    'signalbox.decision.threshold': decision.threshold,
    'signalbox.decision.abstained': decision.abstained,
    'signalbox.adapter': decision.adapter,
  })
}

/** Those without a value are left out. */
function attributesOf(
  values: Readonly<Record<string, string | number | boolean | null | undefined>>,
): Attribute[] {
  return Object.entries(values).flatMap(([key, value]) =>
    value === undefined || value === null ? [] : [{ key, value: toAttributeValue(value) }],
  )
}

function toAttributeValue(value: string | number | boolean): AttributeValue {
  if (typeof value === 'string') return { stringValue: value }
  if (typeof value === 'boolean') return { boolValue: value }
  return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value }
}

/** Codes and messages of the catalogue hold no secrets. */
function statusOf(error: Pick<FailureData, 'message'> | null): Span['status'] {
  return error === null ? { code: 1 } : { code: 2, message: error.message }
}

const spanIdOf = (runId: string, node: string): string => sha256Hex(`${runId} ${node}`).slice(0, 16)

/** Nanoseconds since 1970 have more digits than a number holds. */
function unixNano(startMs: number, afterMs: number): string {
  return String(BigInt(startMs) * 1_000_000n + BigInt(Math.round(afterMs * 1e6)))
}
