/** Says a failure in the reader's language. */
import { errorCatalogue } from './catalogue.ts'
import { errorsZh } from './errors.zh.ts'
import type { FailureData } from './failure.ts'
import { fillMessage } from './failure.ts'

export type Locale = 'en' | 'zh-CN'

export function localiseFailure(data: Pick<FailureData, 'code' | 'params'>, locale: Locale): string {
  const message = locale === 'zh-CN' ? errorsZh[data.code] : errorCatalogue[data.code].message
  return fillMessage(message, data.params)
}
