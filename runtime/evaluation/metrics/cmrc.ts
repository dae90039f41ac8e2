/**
 * The measure of CMRC 2018: Chinese characters and other words as segments, listed punctuation dropped, F1 over the longest
 * common run of segments. Source: Cui et al., EMNLP 2019, script cmrc2018_evaluate.py of ymcui/cmrc2018.
 */
import type { AnswerScores } from '../../core/answers/answer-match.ts'

const dropped = /[-:_*^/\\~`+=，。：？！“”；’《》…·、「」（）－～『』]/g
const segment = /[\u4e00-\u9fa5]|[^\s\u4e00-\u9fa5\p{P}\p{S}]+|[\p{P}\p{S}]/gu

export function segmentForCmrc(text: string): string[] {
  return text.toLowerCase().trim().replaceAll(dropped, '').match(segment) ?? []
}

function longestCommonRun(a: readonly string[], b: readonly string[]): number {
  let longest = 0
  let previous = new Int32Array(b.length + 1)
  for (const item of a) {
    const current = new Int32Array(b.length + 1)
    for (let j = 0; j < b.length; j += 1) {
      if (b[j] !== item) continue
      current[j + 1] = (previous[j] ?? 0) + 1
      longest = Math.max(longest, current[j + 1] ?? 0)
    }
    previous = current
  }
  return longest
}

/** Exact match and F1 against the best of the accepted answers, each 0 to 1. */
export function scoreByCmrc(answer: string, accepted: readonly string[]): AnswerScores {
  const segments = segmentForCmrc(answer)
  let best = { em: 0, f1: 0 }
  for (const gold of accepted) {
    const goldSegments = segmentForCmrc(gold)
    const em = Number(segments.join('') === goldSegments.join(''))
    const run = longestCommonRun(segments, goldSegments)
    const f1 = run === 0 ? 0 : (2 * run) / (segments.length + goldSegments.length)
    best = { em: Math.max(best.em, em), f1: Math.max(best.f1, f1) }
  }
  return best
}

/** Exact match of CMRC 2018 against the best of the accepted answers, 0 or 1. */
export function cmrcExactMatch(answer: string, accepted: readonly string[]): number {
  return scoreByCmrc(answer, accepted).em
}

/** F1 of CMRC 2018 against the best of the accepted answers, 0 to 1. */
export function cmrcF1(answer: string, accepted: readonly string[]): number {
  return scoreByCmrc(answer, accepted).f1
}
