/** Turns a key and its parameters into text in one language. */
import IntlMessageFormat from 'intl-messageformat'
import type { ErrorCode } from '../../runtime/core/errors/catalogue.ts'
import { errorCatalogue } from '../../runtime/core/errors/catalogue.ts'
import type { FailureData } from '../../runtime/core/errors/failure.ts'
import { fillMessage } from '../../runtime/core/errors/failure.ts'
import type { Catalogue, Say } from './catalogue.ts'
import { english } from './catalogue.ts'
import type { Locale } from './locale.ts'
import type { NodeTextTable } from './node-texts.ts'
import type { z } from 'zod'

export type SchemaErrorMap = z.core.$ZodErrorMap

/** Only `{name}`, and no apostrophe, which quotes: the whole of a message is then its words and the parameters as they are. */
const isPlain = (text: string) => !/'|\{(?!\w+\})|[<#]/.test(text)

/**
 * Messages without parameters are returned as they stand. Plain parameters are filled in: what counts and chooses takes a parser
 * and the rules of the language, which are loaded when the first such message is said.
 */
export function createSay(catalogue: Catalogue, locale: Locale): Say {
  const formats = new Map<string, IntlMessageFormat>()
  return (key, ...[params]) => {
    const [area = '', name = ''] = key.split('.')
    const texts: Readonly<Record<string, string>> = catalogue[area as keyof Catalogue]
    const text = texts[name] ?? key
    if (params === undefined && !text.includes('{')) return text
    if (isPlain(text)) return fillPlain(text, { ...params }, locale)
    let format = formats.get(key)
    if (format === undefined) {
      format = new IntlMessageFormat(text, locale)
      formats.set(key, format)
    }
    return String(format.format({ ...params }))
  }
}

function fillPlain(text: string, params: Readonly<Record<string, unknown>>, locale: Locale): string {
  return text.replace(/\{(\w+)\}/g, (_whole, name: string) => {
    const value = params[name]
    return typeof value === 'number' ? value.toLocaleString(locale) : String(value)
  })
}

export const sayEnglish: Say = createSay(english, 'en')

/** Says a failure of the catalogue. */
export type FailureText = (data: Pick<FailureData, 'code' | 'params'>) => string

const sayFailures =
  (texts: (code: ErrorCode) => string, fill = (params: FailureData['params']) => params): FailureText =>
  ({ code, params }) =>
    fillMessage(texts(code), fill(params))

export interface LanguageTexts {
  readonly say: Say
  readonly nodes: NodeTextTable
  readonly failureText: FailureText
  /** How zod says what is wrong with a value. */
  readonly schemaErrors: SchemaErrorMap | undefined
}

export const englishTexts: LanguageTexts = {
  say: sayEnglish,
  nodes: {},
  failureText: sayFailures((code) => errorCatalogue[code].message),
  schemaErrors: undefined,
}

/** The texts of a language; Chinese is loaded when first asked for. */
export async function loadTexts(locale: Locale): Promise<LanguageTexts> {
  if (locale === 'en') return englishTexts
  const { chinese, chineseErrors, chineseNodes, chineseSchemaErrors, fillChinese } =
    await import('./chinese.ts')
  return {
    say: createSay(chinese, locale),
    nodes: chineseNodes,
    failureText: sayFailures((code) => chineseErrors[code], fillChinese),
    schemaErrors: chineseSchemaErrors,
  }
}
