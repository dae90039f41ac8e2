/** Scores one run against what its caller knows to be right. */
import { z } from 'zod'
import type { DecisionRecord } from '../core/trace/decision.ts'
import type { Expected } from '../core/wire/runs.ts'
import { intentValueSchema, retrievedDocumentSchema } from '../core/wire/values.ts'
import type { Sample } from './metrics/metric-table.ts'
import { scoreSample } from './metrics/metric-table.ts'

type IntentBody = z.infer<typeof intentValueSchema>

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
  const { scores } = scoreSample(sampleOfRun(expected, run, lastIntent(run)))
  return Object.fromEntries(
    Object.entries(scores).flatMap(([name, score]) => (score === null ? [] : [[name, score]])),
  )
}

/**
 * What the metrics look at: the answer, the intent, and the documents that came last before the answer.
 *
 * @param intent as `lastIntent` finds it
 */
export function sampleOfRun(expected: Expected, run: ScoredRun, intent: IntentBody | undefined): Sample {
  return {
    expected,
    answer: answerOf(run),
    intent: intent?.outOfScope === true ? null : intent?.label,
    documents: foundDocuments(run),
  }
}

/** What the classifier said. */
export function lastIntent({ nodeOutputs }: ScoredRun): IntentBody | undefined {
  return findLast(nodeOutputs, intentValueSchema, (value) => hasKey(value, 'outOfScope'))
}

/** The empty text when it declined; undefined when no output is a text or an answer. */
function answerOf({ outputs }: ScoredRun): string | undefined {
  const output = outputs['answer'] ?? Object.values(outputs)[0]
  if (typeof output === 'string') return output
  if (!hasKey(output, 'abstained')) return undefined
  const answer = answerSchema.safeParse(output)
  if (!answer.success) return undefined
  return answer.data.abstained ? '' : answer.data.text
}

function foundDocuments({ nodeOutputs }: ScoredRun): string[] | undefined {
  const found = findLast(
    nodeOutputs,
    documentsSchema,
    (value) => Array.isArray(value) && (value.length === 0 || hasKey(value[0], 'documentId')),
  )
  return found?.map(({ documentId }) => documentId)
}

/** @param isLikely false for most of what the schema refuses: refusing takes it far longer than accepting */
function findLast<Value>(
  nodeOutputs: ScoredRun['nodeOutputs'],
  schema: z.ZodType<Value>,
  isLikely: (value: unknown) => boolean,
): Value | undefined {
  for (let index = nodeOutputs.length - 1; index >= 0; index -= 1) {
    for (const value of Object.values(nodeOutputs[index] ?? {})) {
      if (!isLikely(value)) continue
      const parsed = schema.safeParse(value)
      if (parsed.success) return parsed.data
    }
  }
  return undefined
}

export function hasKey(value: unknown, key: string): value is object {
  return typeof value === 'object' && value !== null && key in value
}
