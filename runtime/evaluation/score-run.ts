/** Scores one run against what its caller knows to be right. */
import { z } from 'zod'
import type { DecisionRecord } from '../core/trace/decision.ts'
import type { Expected } from '../core/wire/runs.ts'
import { intentValueSchema, retrievedDocumentSchema } from '../core/wire/values.ts'
import type { Sample } from './metrics/metric-table.ts'
import { scoreSample } from './metrics/metric-table.ts'

const answerSchema = z.object({ text: z.string(), abstained: z.boolean() })
const documentsSchema = z.array(retrievedDocumentSchema)

export interface ScoredRun {
  /** What the output nodes received, by their names. */
  readonly outputs: Readonly<Record<string, unknown>>
  readonly decisions: readonly DecisionRecord[]
  /** What each node gave, by port, in the order in which they ended. */
  readonly nodeOutputs: readonly Readonly<Record<string, unknown>>[]
}

/**
 * Every metric of the table that `expected` has a label for and the run something to score, each 0 to 1: `em` and `f1` of the
 * answer, `intent` (1 when right), `recall` …
 */
export function scoreRun(expected: Expected, run: ScoredRun): Record<string, number> {
  const { scores } = scoreSample(sampleOfRun(expected, run))
  return Object.fromEntries(
    Object.entries(scores).flatMap(([name, score]) => (score === null ? [] : [[name, score]])),
  )
}

/** What the metrics look at: the answer, the intent, and the documents that came last before the answer. */
export function sampleOfRun(expected: Expected, run: ScoredRun): Sample {
  return { expected, answer: answerOf(run), intent: intentOf(run), documents: foundDocuments(run) }
}

/** The empty text when it declined; undefined when no output is a text or an answer. */
function answerOf({ outputs }: ScoredRun): string | undefined {
  const output = outputs['answer'] ?? Object.values(outputs)[0]
  if (typeof output === 'string') return output
  const answer = answerSchema.safeParse(output)
  if (!answer.success) return undefined
  return answer.data.abstained ? '' : answer.data.text
}

/** What the classifier said; null for out of scope. */
function intentOf({ nodeOutputs }: ScoredRun): string | null | undefined {
  const intent = findLast(nodeOutputs, intentValueSchema)
  if (intent === undefined) return undefined
  return intent.outOfScope ? null : intent.label
}

function foundDocuments({ nodeOutputs }: ScoredRun): string[] | undefined {
  return findLast(nodeOutputs, documentsSchema)?.map(({ documentId }) => documentId)
}

function findLast<Value>(nodeOutputs: ScoredRun['nodeOutputs'], schema: z.ZodType<Value>): Value | undefined {
  for (const outputs of nodeOutputs.toReversed()) {
    for (const value of Object.values(outputs)) {
      const parsed = schema.safeParse(value)
      if (parsed.success) return parsed.data
    }
  }
  return undefined
}
