/** Scores one run against what its caller knows to be right. */
import { z } from 'zod'
import type { DecisionRecord } from '../core/trace/decision.ts'
import type { Expected } from '../core/wire/runs.ts'
import { intentValueSchema, retrievedDocumentSchema } from '../core/wire/values.ts'
import { answerF1 } from './metrics/answer-f1.ts'
import { exactMatch } from './metrics/exact-match.ts'
import { intentMatch } from './metrics/intent-match.ts'
import { recallAtK } from './metrics/recall-at-k.ts'

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
 * `em` and `f1` of the answer, `intent` (1 when right), and `recall`: the share of the expected documents among those that the
 * last step before the answer handed on. Each is 0 to 1 and stands only where it was expected and the run has something to
 * score.
 */
export function scoreRun(expected: Expected, run: ScoredRun): Record<string, number> {
  const scores: Record<string, number> = {}
  const answer = answerOf(run)
  if (expected.answers !== undefined && answer !== undefined) {
    scores['em'] = exactMatch(answer, expected.answers)
    scores['f1'] = answerF1(answer, expected.answers)
  }
  const intent = intentOf(run)
  if (expected.intent !== undefined && intent !== undefined)
    scores['intent'] = intentMatch(intent, expected.intent)
  const found = foundDocuments(run)
  if (expected.documentIds !== undefined && expected.documentIds.length > 0 && found !== undefined)
    scores['recall'] = recallAtK(found, expected.documentIds, found.length)
  return scores
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
