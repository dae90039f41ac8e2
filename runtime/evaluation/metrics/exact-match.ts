import { scoreAnswer } from '../../core/answers/answer-match.ts'
import { languageOfAnswers } from './language-of-answers.ts'

/**
 * 1 when the answer equals an accepted one after normalisation, otherwise 0; without accepted answers declining is right.
 * Source: Rajpurkar et al., EMNLP 2016 (SQuAD), evaluation script v1.1; Chinese by character as in CMRC 2018, Cui et al.,
 * EMNLP 2019.
 *
 * @param answer the empty text when the pipeline declined
 */
export function exactMatch(answer: string, accepted: readonly string[]): number {
  if (accepted.length === 0) return Number(answer === '')
  return scoreAnswer(answer, accepted, languageOfAnswers(accepted)).em
}
