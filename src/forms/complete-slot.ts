/** What the template editor offers while a slot is written. */
import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete'
import { insertCompletionText, pickedCompletion } from '@codemirror/autocomplete'
import type { EditorView } from '@codemirror/view'
import { filterNames } from '../../runtime/expression/template.ts'
import type { OfferedName } from './form-scope.tsx'
import { completionAt } from './template-slots.ts'

/** Outside a slot, where it is asked for (Ctrl+Space), whole slots are offered. */
export function completeSlot(
  { state, pos, explicit }: CompletionContext,
  variables: readonly OfferedName[],
  filterDetail: string,
): CompletionResult | null {
  const place = completionAt(state.doc.toString(), pos)
  if (place === null) {
    if (!explicit) return null
    return { from: pos, filter: false, options: variables.map((one) => slotOf(one)) }
  }
  const { from, kind, isClosed } = place
  const options =
    kind === 'filter' ? filterOptions(filterDetail) : variables.map((one) => nameOf(one, isClosed))
  return { from, options, validFor: /^[^\s{}|.]*$/u }
}

function slotOf({ name, detail }: OfferedName): Completion {
  return { label: name, detail, apply: `{{ ${name} }}` }
}

/** A name, with a space before it and the braces behind it where they are missing. */
function nameOf({ name, detail }: OfferedName, isClosed: boolean): Completion {
  return {
    label: name,
    detail,
    apply: (view: EditorView, completion: Completion, from: number, to: number) => {
      const lead = view.state.sliceDoc(from - 1, from) === '{' ? ' ' : ''
      const end = isClosed ? '' : ' }}'
      const transaction = insertCompletionText(view.state, `${lead}${name}${end}`, from, to)
      view.dispatch({ ...transaction, annotations: pickedCompletion.of(completion) })
    },
  }
}

const filterOptions = (detail: string): Completion[] => filterNames.map((name) => ({ label: name, detail }))
