/** What one run says about its cell. */
import type { FailureData } from '../../core/errors/failure.ts'
import type { DecisionRecord } from '../../core/trace/decision.ts'
import type { TraceEvent } from '../../core/trace/events.ts'
import type { Generation } from '../../core/trace/generation.ts'
import { isInside } from '../../core/trace/node-path.ts'
import type { Expected } from '../../core/wire/runs.ts'
import type { Cell } from '../../core/wire/experiments.ts'
import { answerSchema } from '../../core/wire/values.ts'
import type { RunResult } from '../../engine/run-result.ts'
import { cost, sumTokens } from '../metrics/cost.ts'
import type { Metric } from '../metrics/metric-table.ts'
import { metricTable, scoreSample } from '../metrics/metric-table.ts'
import type { ScoredRun } from '../score-run.ts'
import { hasKey, lastIntent, sampleOfRun } from '../score-run.ts'

/** What the cell is, whatever its run gives. */
export type CellIdentity = Pick<Cell, 'variant' | 'row' | 'repetition' | 'arm' | 'order'>

export interface CellRun {
  readonly result: RunResult
  /** What the run left behind; undefined when it did not succeed. */
  readonly left: ScoredRun | undefined
  readonly expected: Expected
  readonly attempts: number
  /** Those of all attempts. */
  readonly generations: readonly Generation[]
}

const answerLength = 4_000

export function cellOfRun(
  identity: CellIdentity,
  { result, left, expected, attempts, generations }: CellRun,
  metrics: readonly Metric[] = metricTable,
): Cell {
  const { timing, outputs } = result
  const output = outputs['answer'] ?? Object.values(outputs)[0]
  const intent = left === undefined ? undefined : lastIntent(left)
  const sample = left === undefined ? undefined : sampleOfRun(expected, left, intent)
  const { scores, faults } = sample === undefined ? { scores: {}, faults: {} } : scoreSample(sample, metrics)
  const { variant, row, repetition, arm, order } = identity
  const said = describeOutput(output, result.status)
  const decided = describeDecision(result.decisions)
  const paid = cost(generations)
  // Written out: putting so many keys together by spreading takes ten times the memory and time.
  const cell: Cell = {
    variant,
    row,
    repetition,
    arm,
    order,
    status: statusOf(result),
    attempts,
    wallMs: timing.wallMs,
    ttftMs: firstTextAt(result.events),
    parts: timing.parts,
    answer: said.answer,
    outputType: said.outputType,
    abstained: said.abstained,
    intent: decided.intent,
    confidence: decided.confidence,
    margin: decided.margin,
    reason: decided.reason,
    alias: decided.alias,
    adapter: decided.adapter,
    outcome: decided.outcome,
    outOfScope: intent?.outOfScope ?? null,
    documents: [...(sample?.documents ?? [])],
    scores,
    tokens: sumTokens(generations),
    cost: typeof paid === 'number' ? paid : null,
    error: result.error === undefined ? null : bodyOf(result.error),
    runId: null,
  }
  const scoreFaults = typeof paid === 'number' ? faults : { ...faults, cost: paid }
  return Object.keys(scoreFaults).length === 0 ? cell : { ...cell, scoreFaults }
}

/** The run's own deadline or the document's: either way it ran out of time. */
function statusOf({ status, error }: RunResult): Cell['status'] {
  if (status === 'succeeded') return 'succeeded'
  return error?.code === 'DEADLINE_EXCEEDED' ? 'timed-out' : 'failed'
}

/** When the first piece of text reached an output, in ms; null where nothing was streamed. Deltas are recorded on that way only. */
export function firstTextAt(events: readonly TraceEvent[]): number | null {
  for (const event of events) {
    if (event.type === 'node-delta' && !isInside(event.node)) return event.at
  }
  return null
}

function describeOutput(
  output: unknown,
  status: RunResult['status'],
): Pick<Cell, 'answer' | 'outputType' | 'abstained'> {
  if (status !== 'succeeded') return { answer: '', outputType: '', abstained: null }
  if (typeof output === 'string')
    return { answer: output.slice(0, answerLength), outputType: 'text', abstained: null }
  const answer = hasKey(output, 'abstained') ? answerSchema.safeParse(output) : undefined
  if (answer?.success === true) {
    const { abstained, text } = answer.data
    return { answer: abstained ? '' : text.slice(0, answerLength), outputType: 'answer', abstained }
  }
  const text = JSON.stringify(output) ?? ''
  return { answer: text.slice(0, answerLength), outputType: typeOf(output), abstained: null }
}

function typeOf(output: unknown): string {
  if (typeof output === 'number' || typeof output === 'boolean') return typeof output
  const isDocuments = Array.isArray(output) && output.every((value) => hasKey(value, 'documentId'))
  return isDocuments && output.length > 0 ? 'documents' : 'json'
}

type Decided = Pick<Cell, 'intent' | 'confidence' | 'margin' | 'reason' | 'alias' | 'adapter' | 'outcome'>

const undecided: Decided = {
  intent: null,
  confidence: null,
  margin: null,
  reason: null,
  alias: null,
  adapter: null,
  outcome: null,
}

/** The bank's decision says most; a router's stands in where there is no bank. */
function describeDecision(decisions: readonly DecisionRecord[]): Decided {
  const decision = decisions.findLast(({ kind }) => kind === 'bank') ?? decisions.at(-1)
  if (decision === undefined) return undecided
  const { intent, confidence, margin, reason, alias, adapter, outcome } = decision
  return { intent, confidence, margin, reason, alias, adapter, outcome }
}

function bodyOf({ code, params, message, path, node }: FailureData): NonNullable<Cell['error']> {
  return {
    code,
    params: { ...params },
    message,
    ...(path === undefined ? {} : { path }),
    ...(node === undefined ? {} : { node }),
  }
}
