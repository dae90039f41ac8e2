/** What is right for a request, as a person edits it: texts of fields instead of lists. */
import type { Expected } from '../../../runtime/core/wire/runs.ts'
import { noIntentName } from '../../../runtime/core/wire/datasets.ts'

/** `none`: nothing is known; `answers`: any of these is right; `decline`: declining is right. */
export type AnswerKind = 'none' | 'answers' | 'decline'

export interface LabelDraft {
  readonly answerKind: AnswerKind
  /** One a line. */
  readonly answers: string
  /** Empty: not labelled; `oos`: belongs to no intent. */
  readonly intent: string
  /** Between blanks, commas or line breaks. */
  readonly documents: string
}

export const emptyLabel: LabelDraft = { answerKind: 'none', answers: '', intent: '', documents: '' }

export function draftOfLabel(expected: Expected | undefined): LabelDraft {
  const { answers, intent, documentIds = [] } = expected ?? {}
  return {
    answerKind: answers === undefined ? 'none' : answers.length === 0 ? 'decline' : 'answers',
    answers: (answers ?? []).join('\n'),
    intent: intent === null ? noIntentName : (intent ?? ''),
    documents: documentIds.join('\n'),
  }
}

/**
 * @param before what the draft was made of: answers of several lines stay whole as long as nobody changes them
 * @returns undefined where nothing is labelled
 */
export function labelOfDraft(draft: LabelDraft, before?: Expected): Expected | undefined {
  const expected: Expected = {}
  if (draft.answerKind === 'decline') expected.answers = []
  if (draft.answerKind === 'answers') {
    const isAsBefore = before?.answers !== undefined && draftOfLabel(before).answers === draft.answers
    expected.answers = isAsBefore ? before.answers : splitTexts(draft.answers, /\n/)
  }
  const intent = draft.intent.trim()
  if (intent !== '') expected.intent = intent === noIntentName ? null : intent
  const documentIds = splitTexts(draft.documents, /[\s,]+/)
  if (documentIds.length > 0) expected.documentIds = documentIds
  return Object.keys(expected).length === 0 ? undefined : expected
}

function splitTexts(text: string, mark: RegExp): string[] {
  const parts = text.split(mark).map((part) => part.trim())
  return [...new Set(parts.filter((part) => part !== ''))]
}
