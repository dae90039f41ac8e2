/** What is kept of a run beside its trace: one line for lists, and what it tells about the adapters that served it. */
import { z } from 'zod'
import type { PipelineDocument } from '../core/document/document.ts'
import type { DecisionRecord } from '../core/trace/decision.ts'
import { splitSubRun, subRunOf, withoutItems } from '../core/trace/node-path.ts'
import type { RunView } from '../core/trace/run-view.ts'
import type { BankMeasure } from '../core/wire/bank-metrics.ts'
import type { DecisionSummary, RunRequestBody, RunSummary } from '../core/wire/runs.ts'

/** A list shows a few; a pipeline over a list takes one for each of its items. */
const keptDecisions = 8

const answerSchema = z.looseObject({ text: z.string(), abstained: z.boolean().optional() })

/** The text of an output: an answer's, a plain text, or JSON. */
function textOfOutput(value: unknown): { text: string; abstained: boolean | null } {
  const answer = answerSchema.safeParse(value)
  if (answer.success) return { text: answer.data.text, abstained: answer.data.abstained ?? null }
  return { text: typeof value === 'string' ? value : (JSON.stringify(value) ?? ''), abstained: null }
}

/** What a run answered: the output named answer, else the first; undefined without any. */
export function answerOfOutputs(
  outputs: Readonly<Record<string, unknown>>,
): { text: string; abstained: boolean | null } | undefined {
  const output = outputs['answer'] ?? Object.values(outputs)[0]
  return output === undefined ? undefined : textOfOutput(output)
}

function summariseDecision(decision: DecisionRecord): DecisionSummary {
  const { node, kind, outcome, intent, confidence, runnerUp, abstained, port, adapter, rule } = decision
  return {
    node,
    kind,
    outcome,
    intent,
    confidence,
    runnerUp,
    abstained,
    port,
    adapter,
    rule: rule === null ? null : { label: rule.label },
  }
}

/** Of a run that has just begun. */
export function startedSummary(
  runId: string,
  revision: string,
  document: PipelineDocument,
  { inputs }: Pick<RunRequestBody, 'inputs'>,
): RunSummary {
  const question = inputs['question'] ?? Object.values(inputs).find((value) => typeof value === 'string')
  return {
    id: runId,
    pipelineId: document.id,
    pipelineName: document.name,
    revision,
    status: 'running',
    startedAt: new Date().toISOString(),
    wallMs: null,
    ttftMs: null,
    decisions: [],
    question: typeof question === 'string' ? question.slice(0, 200) : '',
    answer: '',
    intent: null,
    confidence: null,
    adapter: null,
    abstained: null,
    error: null,
  }
}

/** The node, or one that it is inside of, did not run: its decision is an earlier run's. */
function isReused(nodes: RunView['nodes'], path: string): boolean {
  const subRun = subRunOf(path)
  if (nodes[path]?.isReused === true) return true
  return subRun !== null && isReused(nodes, splitSubRun(subRun).node)
}

const pinnedNodes = ({ nodes }: RunView): string[] => [
  ...new Set(
    Object.keys(nodes)
      .filter((node) => nodes[node]?.isPinned === true)
      .map(withoutItems),
  ),
]

/**
 * One measure for each bank decision that this run took itself; the times are those of the whole request. What was held by
 * hand is no measurement, so a run with pinned nodes has none.
 */
export function measureRun(summary: RunSummary, view: RunView): BankMeasure[] {
  const { scores = {} } = summary
  if (pinnedNodes(view).length > 0) return []
  return view.decisions.flatMap((decision) => {
    if (decision.kind !== 'bank' || decision.bank === null) return []
    if (isReused(view.nodes, decision.node)) return []
    return {
      bank: decision.bank,
      pipeline: summary.pipelineId,
      at: summary.startedAt,
      adapter: decision.adapter,
      intent: decision.intent,
      hasSucceeded: summary.status === 'succeeded',
      abstained: decision.abstained || summary.abstained === true,
      wallMs: summary.wallMs,
      ttftMs: summary.ttftMs,
      ...(scores['em'] === undefined ? {} : { em: scores['em'] }),
      ...(scores['f1'] === undefined ? {} : { f1: scores['f1'] }),
    }
  })
}

/** @param ttftMs until the first piece of text; null where nothing was streamed */
export function summariseRun(first: RunSummary, view: RunView, ttftMs: number | null): RunSummary {
  const shown = Object.entries(view.outputs).map(([name, output]) => [
    name,
    'value' in output ? output.value : output.preview,
  ])
  const { text, abstained } = answerOfOutputs(Object.fromEntries(shown)) ?? { text: '', abstained: null }
  const pinned = pinnedNodes(view)
  // The bank's decision says most; a router's stands in where there is no bank.
  const decision = view.decisions.findLast(({ kind }) => kind === 'bank') ?? view.decisions.at(-1)
  return {
    ...first,
    status: view.status === 'idle' || view.status === 'running' ? 'interrupted' : view.status,
    ...(view.startedAt === undefined ? {} : { startedAt: view.startedAt }),
    wallMs: view.timing?.wallMs ?? null,
    ttftMs,
    decisions: view.decisions.slice(0, keptDecisions).map(summariseDecision),
    answer: text.slice(0, 200),
    abstained,
    intent: decision?.intent ?? null,
    confidence: decision?.confidence ?? null,
    adapter: decision?.adapter ?? null,
    ...(view.scores === undefined ? {} : { scores: view.scores }),
    ...(pinned.length === 0 ? {} : { pinned }),
    error: view.error ?? null,
  }
}
