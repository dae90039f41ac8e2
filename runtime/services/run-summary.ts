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

/** What a run answered: the output named answer, else the first; undefined without any. */
export function answerOfOutputs(
  outputs: Readonly<Record<string, unknown>>,
): { text: string; abstained: boolean | null } | undefined {
  const output = outputs['answer'] ?? Object.values(outputs)[0]
  return output === undefined ? undefined : textOfOutput(output)
}

export function summariseRun(first: RunSummary, view: RunView): RunSummary {
  const shown = Object.entries(view.outputs).map(([name, output]) => [
    name,
    'value' in output ? output.value : output.preview,
  ])
  const { text, abstained } = answerOfOutputs(Object.fromEntries(shown)) ?? { text: '', abstained: null }
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
