/** One line about a run, from its folded trace. */
import { z } from 'zod'
import type { RunView } from '../core/trace/run-view.ts'
import type { RunSummary } from '../core/wire/runs.ts'

const answerSchema = z.looseObject({ text: z.string(), abstained: z.boolean().optional() })

/** The text of an output: an answer's, a plain text, or JSON. */
function textOfOutput(value: unknown): { text: string; abstained: boolean | null } {
  const answer = answerSchema.safeParse(value)
  if (answer.success) return { text: answer.data.text, abstained: answer.data.abstained ?? null }
  return { text: typeof value === 'string' ? value : (JSON.stringify(value) ?? ''), abstained: null }
}

export function summariseRun(first: RunSummary, view: RunView): RunSummary {
  const output = view.outputs['answer'] ?? Object.values(view.outputs)[0]
  const { text, abstained } =
    output === undefined
      ? { text: '', abstained: null }
      : textOfOutput('value' in output ? output.value : output.preview)
  // The bank's decision says most; a router's stands in where there is no bank.
  const decision = view.decisions.findLast(({ kind }) => kind === 'bank') ?? view.decisions.at(-1)
  return {
    ...first,
    status: view.status === 'idle' || view.status === 'running' ? 'interrupted' : view.status,
    ...(view.startedAt === undefined ? {} : { startedAt: view.startedAt }),
    wallMs: view.timing?.wallMs ?? null,
    answer: text.slice(0, 200),
    abstained,
    intent: decision?.intent ?? null,
    confidence: decision?.confidence ?? null,
    adapter: decision?.adapter ?? null,
    ...(view.scores === undefined ? {} : { scores: view.scores }),
    error: view.error ?? null,
  }
}
