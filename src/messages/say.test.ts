import IntlMessageFormat from 'intl-messageformat'
import { describe, expect, it } from 'vitest'
import type { Failure } from '../../runtime/core/errors/failure.ts'
import { failure } from '../../runtime/core/errors/failure.ts'
import { english } from './catalogue.ts'
import { chinese } from './chinese.ts'
import { chooseLocale } from './locale.ts'
import { loadTexts, sayEnglish } from './say.ts'

interface Part {
  readonly type: number
  readonly value?: unknown
  readonly options?: Readonly<Record<string, { readonly value: readonly Part[] }>>
}

/** Names of the parameters of an ICU message; 1 argument, 2 number, 5 select, 6 plural. */
function parametersOf(parts: readonly Part[]): string[] {
  const names = parts.flatMap((part) => [
    ...([1, 2, 3, 4, 5, 6].includes(part.type) ? [String(part.value)] : []),
    ...Object.values(part.options ?? {}).flatMap((option) => parametersOf(option.value)),
  ])
  return [...new Set(names)].sort()
}

const read = (text: string, locale: string) =>
  parametersOf(new IntlMessageFormat(text, locale).getAst() as unknown as readonly Part[])

const texts = Object.entries(english).flatMap(([area, messages]) =>
  Object.entries(messages).map(([key, text]) => [area, key, text] as const),
)

describe('messages', () => {
  it.each(texts)('%s.%s has the same parameters in both languages', (area, key, text) => {
    const translated = (chinese as unknown as Record<string, Record<string, string>>)[area]?.[key] ?? ''
    expect(translated).not.toBe('')
    expect(read(translated, 'zh-CN')).toEqual(read(text, 'en'))
  })

  it('fills parameters', async () => {
    expect(sayEnglish('ui.resize', { panel: 'Inspector' })).toBe('Resize Inspector')
    expect((await loadTexts('zh-CN')).say('ui.close')).toBe('关闭')
  })

  it('says failures in one language, with why an address is not asked and what kind of thing is there', async () => {
    const { failureText } = await loadTexts('zh-CN')
    const text = (error: Failure) => failureText(error.toJSON())
    const origin = 'http://10.0.0.1'
    expect(text(failure('EGRESS_DENIED', { origin, reason: 'it is not on the list' }))).toBe(
      'Signalbox 不向 http://10.0.0.1 发送请求：它不在允许列表中。管理员可通过 SIGNALBOX_EGRESS_ALLOW 允许。',
    )
    expect(text(failure('RESOURCE_EXISTS', { kind: 'index', id: 'index' }))).toBe(
      '索引“index”已存在。请换一个名称。',
    )
  })

  it('begins in the language that the browser asks for', () => {
    expect(chooseLocale(['fr', 'zh-TW', 'en'])).toBe('zh-CN')
    expect(chooseLocale(['fr', 'en-GB', 'zh'])).toBe('en')
    expect(chooseLocale(['de'])).toBe('en')
  })
})

// @ts-expect-error a parameter is missing
const withoutParameter = () => sayEnglish('ui.resize')
// @ts-expect-error no such message
const withoutMessage = () => sayEnglish('ui.nothing')
void withoutParameter
void withoutMessage
