/** Failures of the catalogue inside schema issues: so that what a refinement finds wrong is said in the reader's language too. */
import type { z } from 'zod'
import type { FailureData } from './failure.ts'
import { Failure, toFailure } from './failure.ts'

/** Reports a thrown error from inside a refinement; `path` leads from the value that is refined to the fault. */
export function addFailureIssue(
  context: { addIssue(issue: z.core.$ZodRawIssue<z.core.$ZodIssueCustom>): void },
  error: unknown,
  path: PropertyKey[] = [],
): void {
  const failure = toFailure(error)
  context.addIssue({ code: 'custom', message: failure.message, path, input: undefined, params: { failure } })
}

/** The failure that {@link addFailureIssue} put into an issue. */
export function failureOfIssue(issue: z.core.$ZodIssue): FailureData | undefined {
  const failure: unknown = issue.code === 'custom' ? issue.params?.['failure'] : undefined
  return failure instanceof Failure ? failure.toJSON() : undefined
}
