import { scoreAnswer } from '../../core/answers/answer-match.ts'
import { languageOfAnswers } from './language-of-answers.ts'

/**
 * F1 over tokens against the best of the accepted answers, 0 to 1; without accepted answers declining is right. Chinese is
 * compared by character. Source: Rajpurkar et al., ACL 2018 (SQuAD 2.0), evaluation script v2.0.
 *
 * @param answer the empty text when the pipeline declined
 */
export function answerF1(answer: string, accepted: readonly string[]): number {
  return scoreAnswer(answer, accepted, languageOfAnswers(accepted)).f1
}
