/** Says a failure in the reader's language. */
import { errorCatalogue } from './catalogue.ts'
import { errorsZh } from './errors.zh.ts'
import type { FailureData } from './failure.ts'
import { fillMessage } from './failure.ts'
import { fillFixedZh } from './fixed-words.zh.ts'

export type Locale = 'en' | 'zh-CN'

export function localiseFailure(data: Pick<FailureData, 'code' | 'params'>, locale: Locale): string {
  return locale === 'zh-CN'
    ? fillMessage(errorsZh[data.code], fillFixedZh(data.params))
    : fillMessage(errorCatalogue[data.code].message, data.params)
}
