/** Catches what a run leaves behind for its metrics: the outputs of its nodes, which its result does not carry. */
import type { CompileOptions } from '../../engine/run-environment.ts'
import type { Expected } from '../../core/wire/runs.ts'
import type { ScoredRun } from '../score-run.ts'

export interface RunCapture {
  /** The score of the compiled pipelines; it only remembers. */
  readonly score: NonNullable<CompileOptions['score']>
  /** What the run that was given this very object as `expected` left behind; undefined when it did not succeed. Asked once. */
  take(expected: Expected): ScoredRun | undefined
}

export function createRunCapture(): RunCapture {
  const captured = new WeakMap<Expected, ScoredRun>()
  return {
    score: (expected, run) => {
      captured.set(expected, run)
      return {}
    },
    take: (expected) => {
      const run = captured.get(expected)
      captured.delete(expected)
      return run
    },
  }
}
