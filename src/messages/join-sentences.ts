import type { Locale } from './locale.ts'

/** Sentences one after another: Chinese ones have no space between them. */
export function joinSentences(locale: Locale, ...sentences: readonly string[]): string {
  return sentences.filter((sentence) => sentence !== '').join(locale === 'zh-CN' ? '' : ' ')
}
