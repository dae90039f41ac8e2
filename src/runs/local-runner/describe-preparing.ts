/** What a first run in the page waits for, in the words of people. */
import type { Progress } from '../../../runtime/core/trace/events.ts'
import type { Say } from '../../messages/catalogue.ts'
import type { Locale } from '../../messages/locale.ts'
import { formatPercent } from '../../ui/format-number.ts'
import type { Preparing } from './protocol.ts'

const keys = {
  index: 'document.preparingIndex',
  intents: 'document.preparingIntents',
  bank: 'document.preparingBank',
} as const

export function describePreparing({ kind, name, share }: Preparing, say: Say, locale: Locale): string {
  const percent = share === null ? '…' : formatPercent(Math.round(share * 100) / 100, locale)
  return say(keys[kind], { name, percent })
}

export function progressOfPreparing({ share }: Preparing): Progress {
  return share === null ? { done: 0 } : { done: share, total: 1 }
}
