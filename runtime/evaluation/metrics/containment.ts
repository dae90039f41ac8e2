import { answerTokens } from '../../core/answers/answer-match.ts'
import { languageOfAnswers } from './language-of-answers.ts'

/**
 * 1 when the answer holds an accepted one as a run of whole tokens after normalisation, otherwise 0: fair to models that answer
 * in sentences. Without accepted answers declining is right. Source: Karpukhin et al., EMNLP 2020 (DPR), `has_answer`; tokens as
 * for exact match.
 *
 * @param answer the empty text when the pipeline declined
 */
export function containment(answer: string, accepted: readonly string[]): number {
  if (accepted.length === 0) return Number(answer === '')
  const language = languageOfAnswers(accepted)
  const text = delimit(answerTokens(answer, language))
  return Number(
    accepted.some((gold) => {
      const tokens = answerTokens(gold, language)
      return tokens.length === 0 ? text === delimit([]) : text.includes(delimit(tokens))
    }),
  )
}

/** Tokens hold no space, so that whole tokens match whole tokens only. */
function delimit(tokens: readonly string[]): string {
  return ` ${tokens.join(' ')} `
}
