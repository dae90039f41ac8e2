/** What a node is at, or what is made that it uses, in the words of people. */
import type { Activity, Progress } from '../../runtime/core/trace/events.ts'
import type { MessageKey, Say } from '../messages/catalogue.ts'
import type { Locale } from '../messages/locale.ts'
import type { ResourceWork } from '../session/resources.ts'
import { formatCount, formatPercent } from '../ui/format-number.ts'

const keys = {
  items: 'canvas.doneItems',
  nodes: 'canvas.doneNodes',
  embedding: 'canvas.embedding',
  'index-build': 'canvas.buildingIndex',
  'index-load': 'canvas.loadingIndex',
  'model-load': 'canvas.loadingModel',
  'adapter-load': 'canvas.loadingAdapter',
} as const satisfies Record<Activity, MessageKey>

const workKeys = {
  index: 'canvas.buildingIndex',
  intents: 'canvas.trainingIntents',
  bank: 'canvas.trainingAdapter',
} as const satisfies Record<ResourceWork['kind'], MessageKey>

/** 0 to 1; undefined where nobody knows how many steps there will be. */
export function shareOf({ done, total }: Progress): number | undefined {
  return total === undefined || total <= 0 ? undefined : Math.min(1, done / total)
}

/** `3/12`, with what it is at; the steps alone where nobody knows how many there will be. */
export function describeProgress(progress: Progress, say: Say, locale: Locale): string {
  const { done, total, activity, note } = progress
  const count = (value: number) => formatCount(value, locale)
  // A server may be newer than this page.
  const key = activity === undefined ? undefined : keys[activity]
  if (key === undefined) {
    const steps = total === undefined ? count(done) : `${count(done)}/${count(total)}`
    return note === undefined ? steps : `${steps} · ${note}`
  }
  return say(key, {
    done: count(done),
    total: count(total ?? done),
    percent: percentOf(shareOf(progress) ?? 0, locale),
    name: note ?? '',
  })
}

/** A build or a training that goes on. */
export function describeWork({ kind, share }: ResourceWork, say: Say, locale: Locale): string {
  return say(workKeys[kind], { percent: share === null ? '…' : percentOf(share, locale) })
}

function percentOf(share: number, locale: Locale): string {
  return formatPercent(Math.round(share * 100) / 100, locale)
}
