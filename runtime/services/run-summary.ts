/** What is kept of a run beside its trace: one line for lists, and what it tells about the adapters that served it. */
import { z } from 'zod'
import type { PipelineDocument } from '../core/document/document.ts'
import type { DecisionRecord } from '../core/trace/decision.ts'
import type { BankMeasure } from '../core/wire/bank-metrics.ts'
import type { DecisionSummary, RunRequestBody, RunSummary } from '../core/wire/runs.ts'
import type { ReadOutcome } from './run-outcome.ts'

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

/**
 * One measure for each bank decision that this run took itself; the times are those of the whole request. What was held by
 * hand is no measurement, so a run with pinned nodes has none.
 */
export function measureRun(summary: RunSummary, { outcome, pinned, isReused }: ReadOutcome): BankMeasure[] {
  const { scores = {} } = summary
  if (pinned.length > 0) return []
  return outcome.decisions.flatMap((decision) => {
    if (decision.kind !== 'bank' || decision.bank === null) return []
    if (isReused(decision.node)) return []
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

export function summariseRun(
  first: RunSummary,
  { outcome, startedAt, ttftMs, pinned }: ReadOutcome,
): RunSummary {
  const shown = Object.entries(outcome.outputs).map(([name, output]) => [
    name,
    'value' in output ? output.value : output.preview,
  ])
  const { text, abstained } = answerOfOutputs(Object.fromEntries(shown)) ?? { text: '', abstained: null }
  // The bank's decision says most; a router's stands in where there is no bank.
  const decision = outcome.decisions.findLast(({ kind }) => kind === 'bank') ?? outcome.decisions.at(-1)
  return {
    ...first,
    status: outcome.status,
    ...(startedAt === undefined ? {} : { startedAt }),
    wallMs: outcome.timing?.wallMs ?? null,
    ttftMs,
    decisions: outcome.decisions.slice(0, keptDecisions).map(summariseDecision),
    answer: text.slice(0, 200),
    abstained,
    intent: decision?.intent ?? null,
    confidence: decision?.confidence ?? null,
    adapter: decision?.adapter ?? null,
    ...(outcome.scores === undefined ? {} : { scores: outcome.scores }),
    ...(pinned.length === 0 ? {} : { pinned }),
    error: outcome.error ?? null,
  }
}
