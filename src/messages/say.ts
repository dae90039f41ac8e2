/** Turns a key and its parameters into text in one language. */
import IntlMessageFormat from 'intl-messageformat'
import type { Catalogue, Say } from './catalogue.ts'
import { english } from './catalogue.ts'
import type { Locale } from './locale.ts'

/** Messages without parameters are returned as they stand; the others are parsed once. */
export function createSay(catalogue: Catalogue, locale: Locale): Say {
  const formats = new Map<string, IntlMessageFormat>()
  return (key, ...[params]) => {
    const [area = '', name = ''] = key.split('.')
    const texts: Readonly<Record<string, string>> = catalogue[area as keyof Catalogue]
    const text = texts[name] ?? key
    if (params === undefined && !text.includes('{')) return text
    let format = formats.get(key)
    if (format === undefined) {
      format = new IntlMessageFormat(text, locale)
      formats.set(key, format)
    }
    return String(format.format({ ...params }))
  }
}

export const sayEnglish: Say = createSay(english, 'en')

/** The catalogue of a language; Chinese is loaded when first asked for. */
export async function loadSay(locale: Locale): Promise<Say> {
  if (locale === 'en') return sayEnglish
  const { chinese } = await import('./chinese.ts')
  return createSay(chinese, locale)
}
