import { scoreAnswer } from '../../core/answers/answer-match.ts'
import { languageOfAnswers } from './language-of-answers.ts'

/**
 * 1 when the answer equals an accepted one after normalisation, otherwise 0; without accepted answers declining is right. Source:
 * Rajpurkar et al., ACL 2018 (SQuAD 2.0), evaluation script v2.0; Chinese by character as in CMRC 2018, Cui et al., EMNLP 2019.
 *
 * @param answer the empty text when the pipeline declined
 */
export function exactMatch(answer: string, accepted: readonly string[]): number {
  return scoreAnswer(answer, accepted, languageOfAnswers(accepted)).em
}
