/** What is wrong with the fields of a run, in words. */
import type { InputField } from '../../nodes/io/input.ts'
import type { Json } from '../../runtime/core/values.ts'
import type { Say } from '../messages/catalogue.ts'
import { checkField, labelOfField } from './run-form.ts'
import type { RunInputs } from './run-store.ts'

/** @param isAsked whether a run was asked for: a missing value is no fault while one still types */
export function describeFieldProblem(
  field: InputField,
  value: Json | undefined,
  say: Say,
  isAsked: boolean,
): string | undefined {
  switch (checkField(field, value)) {
    case 'too-long':
      return say('trace.tooLong', { limit: field.maxLength })
    case 'not-messages':
      return say('trace.notMessages')
    case 'wrong-shape':
      return say('trace.wrongShape')
    case 'wrong-type':
      return say('trace.wrongType')
    case 'missing':
      return isAsked ? say('forms.needed') : undefined
    case null:
      return undefined
  }
}

/** What keeps a run from starting, a sentence a field; empty when nothing does. */
export function describeProblems(fields: readonly InputField[], draft: RunInputs, say: Say): string {
  return fields
    .flatMap((field) => {
      const problem = describeFieldProblem(field, draft[field.name], say, true)
      return problem === undefined
        ? []
        : [say('trace.fieldProblem', { field: labelOfField(field, say), problem })]
    })
    .join(' ')
}
