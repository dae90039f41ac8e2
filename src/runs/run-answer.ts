/** What a run gave back, as people read it: an answer, a text while it streams, or any value. */
import type { TracedValue } from '../../runtime/core/trace/events.ts'
import { isInside } from '../../runtime/core/trace/node-path.ts'
import type { RunView } from '../../runtime/core/trace/run-view.ts'
import type { Answer } from '../../runtime/core/values.ts'
import { answerSchema } from '../../runtime/core/wire/values.ts'

/** One output of a run by its name. */
export interface RunOutput {
  readonly name: string
  readonly traced: TracedValue
}

/** The outputs, the one named `answer` first. */
export function outputsOf(view: RunView): readonly RunOutput[] {
  return Object.entries(view.outputs)
    .map(([name, traced]) => ({ name, traced }))
    .sort((a, b) => Number(b.name === 'answer') - Number(a.name === 'answer'))
}

/** The text that has streamed so far, of the node that streamed last; empty before the first token. */
export function streamedText(view: RunView): string {
  const streaming = Object.entries(view.nodes)
    .filter(([path, { streamed }]) => !isInside(path) && Object.keys(streamed).length > 0)
    .map(([, node]) => node)
    .sort((a, b) => (b.startedAt ?? 0) - (a.startedAt ?? 0))[0]
  return Object.values(streaming?.streamed ?? {}).at(-1) ?? ''
}

/** Undefined when the value is not an answer. */
export function toAnswer(value: unknown): Answer | undefined {
  const parsed = answerSchema.safeParse(value)
  // Parsed; the schema's optional members may be undefined where the type has them absent, which reads the same.
  return parsed.success ? (parsed.data as Answer) : undefined
}

/** The answer of a run in plain text, for announcements; empty when it gave none. */
export function plainAnswer(view: RunView): string {
  const traced = outputsOf(view)[0]?.traced
  if (traced === undefined) return streamedText(view)
  if (!('value' in traced)) return traced.preview
  const { value } = traced
  return toAnswer(value)?.text ?? (typeof value === 'string' ? value : JSON.stringify(value))
}

/** The decision that says most about where a run went: the last of a bank, otherwise the last of a router. */
export function mainDecision({ decisions }: RunView) {
  return decisions.findLast(({ kind }) => kind === 'bank') ?? decisions.at(-1)
}

interface SeenTurn {
  readonly id: number
  readonly view: RunView
}

/** The last turn when it has just ended, also where it was too short to be seen running; undefined for one that was loaded. */
export function justEnded<Turn extends SeenTurn>(
  turns: readonly Turn[],
  before: readonly SeenTurn[],
): Turn | undefined {
  const isUnderWay = ({ view }: SeenTurn) => view.status === 'idle' || view.status === 'running'
  const turn = turns.at(-1)
  const old = before.find(({ id }) => id === turn?.id)
  return turn === undefined || old === undefined || !isUnderWay(old) || isUnderWay(turn) ? undefined : turn
}

/** Whether it ended well and yet gave nothing, as a run to a node or of one node does. */
export const isWithoutOutput = (view: RunView): boolean =>
  view.status === 'succeeded' && Object.keys(view.outputs).length === 0 && streamedText(view) === ''
