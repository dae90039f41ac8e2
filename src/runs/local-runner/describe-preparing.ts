/** What is built and trained, for a first run in the page or by the host, in the words of people. */
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

export function describePreparing(preparing: Preparing, say: Say, locale: Locale): string {
  return say(keys[preparing.kind], textsOf(preparing, locale))
}

/** The same by the host, which trains adapters of a bank where a page loads them. */
export function describeWork(work: Preparing, say: Say, locale: Locale): string {
  return say(work.kind === 'bank' ? 'canvas.trainingAdapter' : keys[work.kind], textsOf(work, locale))
}

function textsOf({ name, share }: Preparing, locale: Locale) {
  return { name, percent: share === null ? '…' : formatPercent(Math.round(share * 100) / 100, locale) }
}

export function progressOfPreparing({ share }: Preparing): Progress {
  return share === null ? { done: 0 } : { done: share, total: 1 }
}
