import { longestCommonSubsequence } from './longest-common-subsequence.ts'
import { languageOfAnswers } from './language-of-answers.ts'

/**
 * F-measure of the longest common subsequence against the best of the accepted answers, 0 to 1; without accepted answers
 * declining is right. Sources: C.-Y. Lin, "ROUGE", Text Summarization Branches Out 2004, section 3; tokens and the balanced
 * F-measure as in the package `rouge-score` without stemming. Chinese, and whatever holds no Latin letter or digit, is
 * compared by character.
 *
 * @param answer the empty text when the pipeline declined
 */
export function rougeL(answer: string, accepted: readonly string[]): number {
  if (accepted.length === 0) return Number(answer === '')
  const cut = languageOfAnswers(accepted) === 'zh' ? characterTokens : wordTokens
  const tokens = cut(answer)
  return accepted.reduce((best, gold) => {
    const goldTokens = cut(gold)
    if (goldTokens.length > 0 || cut === characterTokens)
      return Math.max(best, fMeasureOf(tokens, goldTokens))
    return Math.max(best, fMeasureOf(characterTokens(answer), characterTokens(gold)))
  }, 0)
}

function fMeasureOf(answer: readonly string[], gold: readonly string[]): number {
  if (answer.length === 0 || gold.length === 0) return 0
  return (2 * longestCommonSubsequence(answer, gold)) / (answer.length + gold.length)
}

function wordTokens(text: string): string[] {
  return text.toLowerCase().match(/[a-z0-9]+/g) ?? []
}

/** Latin words stay whole; of every other script each letter is a token. */
function characterTokens(text: string): string[] {
  return text.toLowerCase().match(/[a-z0-9]+|[\p{L}\p{N}]/gu) ?? []
}
