import type { Language } from '../../core/values.ts'

/** How answers are cut into tokens: by character as soon as an accepted one holds a Chinese character. */
export function languageOfAnswers(accepted: readonly string[]): Language {
  return accepted.some((answer) => /\p{Script=Han}/u.test(answer)) ? 'zh' : 'en'
}
