/** What a table rests on, and what its reader has to know, in words. */
import { errorCatalogue } from '../../core/errors/catalogue.ts'
import type { ErrorCode } from '../../core/errors/catalogue.ts'
import type { Locale } from '../../core/errors/localise.ts'
import { localiseFailure } from '../../core/errors/localise.ts'
import type { Report } from '../../core/wire/experiments.ts'
import { say } from './say.ts'

const shortHash = 12

/** The sentence about dataset, order and pins; and for a partial table the one that says so. */
export function sayFacts(
  { experiment, datasetRows, isComplete }: Report,
  locale: Locale,
): { readonly facts: string; readonly partial: string | null } {
  const { definition, manifest, finishedAt, cells } = experiment
  const none = say(locale, 'none')
  return {
    facts: say(locale, 'facts', {
      dataset: definition.dataset,
      version: manifest?.datasetVersion.slice(0, shortHash) ?? none,
      rows: datasetRows,
      repetitions: definition.repetitions,
      warmUp: definition.warmUp,
      concurrency: definition.concurrency,
      seed: definition.seed,
      manifest: manifest?.hash.slice(0, shortHash) ?? none,
      finished: finishedAt === null ? none : sayMoment(finishedAt),
    }),
    partial: isComplete ? null : say(locale, 'partial', { done: cells.done, total: cells.total }),
  }
}

/** To the minute, in the time zone that it says: the reader's is not known. */
function sayMoment(at: string): string {
  return `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`
}

/** A code that an older reader does not know keeps the text it came with. */
export function sayWarnings({ warnings }: Report, locale: Locale): string[] {
  return warnings.map(({ code, params, message }) =>
    isKnown(code) ? localiseFailure({ code, params }, locale) : message,
  )
}

function isKnown(code: string): code is ErrorCode {
  return Object.hasOwn(errorCatalogue, code)
}

/** How the figures are to be read. */
export function sayReading({ variants }: Report, locale: Locale): string {
  const hasCost = variants.some(({ cost }) => cost !== null)
  return say(locale, 'reading') + (hasCost ? say(locale, 'readingCost') : '')
}
