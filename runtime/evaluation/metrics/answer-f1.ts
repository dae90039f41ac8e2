import { scoreAnswer } from '../../core/answers/answer-match.ts'
import { languageOfAnswers } from './language-of-answers.ts'

/**
 * F1 over tokens against the best of the accepted answers, 0 to 1; without accepted answers declining is right. Chinese is
 * compared by character. Source: Rajpurkar et al., EMNLP 2016 (SQuAD), evaluation script v1.1.
 *
 * @param answer the empty text when the pipeline declined
 */
export function answerF1(answer: string, accepted: readonly string[]): number {
  if (accepted.length === 0) return Number(answer === '')
  return scoreAnswer(answer, accepted, languageOfAnswers(accepted)).f1
}
