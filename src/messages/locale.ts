/** The languages of the editor, and which one to begin with. */
export type { Locale } from '../../runtime/core/errors/localise.ts'
import type { Locale } from '../../runtime/core/errors/localise.ts'

export const locales: readonly { readonly id: Locale; readonly name: string }[] = [
  { id: 'en', name: 'English' },
  { id: 'zh-CN', name: '简体中文' },
]

/** The best of our languages for what a browser asks for. */
export function chooseLocale(wanted: readonly string[]): Locale {
  const first = wanted.find((tag) => /^(zh|en)\b/i.test(tag))
  return first !== undefined && /^zh/i.test(first) ? 'zh-CN' : 'en'
}
