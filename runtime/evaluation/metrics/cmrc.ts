/**
 * The measure of CMRC 2018: Chinese characters and other words as segments, listed punctuation dropped, F1 over the longest
 * common run of segments. Source: Cui et al., EMNLP 2019, script cmrc2018_evaluate.py (v5) of ymcui/cmrc2018.
 */
import type { AnswerScores } from '../../core/answers/answer-match.ts'
import { longestCommonRun } from './longest-common-run.ts'
import { treebankWords } from './treebank-words.ts'

/** The script also lists "……", which never matches since it looks at one character at a time. */
const dropped = /[-:_*^/\\~`+=，。：？！“”；’《》·、「」（）－～『』]/g

function normalise(text: string): string {
  return text.toLowerCase().trim().replaceAll(dropped, '')
}

export function segmentForCmrc(text: string): string[] {
  return normalise(text)
    .split(/([\u4e00-\u9fa5])/)
    .flatMap((part, i) => (i % 2 === 1 ? [part] : treebankWords(part)))
}

/** Exact match and F1 against the best of the accepted answers, each 0 to 1. */
export function scoreByCmrc(answer: string, accepted: readonly string[]): AnswerScores {
  const text = normalise(answer)
  const segments = segmentForCmrc(answer)
  let best = { em: 0, f1: 0 }
  for (const gold of accepted) {
    const goldSegments = segmentForCmrc(gold)
    const em = Number(text === normalise(gold))
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
