/** Words of a report in the reader's language, and its numbers. */
import type { Locale } from '../../core/errors/localise.ts'
import { fillMessage } from '../../core/errors/failure.ts'
import type { ReportWord } from './report-words-en.ts'
import { reportWordsEn } from './report-words-en.ts'
import { reportWordsZh } from './report-words-zh.ts'

export function say(
  locale: Locale,
  word: ReportWord,
  params: Readonly<Record<string, string | number>> = {},
): string {
  return fillMessage((locale === 'zh-CN' ? reportWordsZh : reportWordsEn)[word], params)
}

/** The name of a metric; one of the pipeline's own keeps the name it has. */
export function nameMetric(locale: Locale, metric: string): string {
  const words: Readonly<Record<string, string>> = locale === 'zh-CN' ? reportWordsZh : reportWordsEn
  return Object.hasOwn(words, metric) && metricWords.has(metric) ? (words[metric] ?? metric) : metric
}

const metricWords: ReadonlySet<string> = new Set<ReportWord>([
  'em',
  'f1',
  'cmrcEm',
  'cmrcF1',
  'rougeL',
  'containment',
  'ndcg10',
  'recall5',
  'recall10',
  'recall',
  'mrr',
  'intent',
  'coverage',
  'abstained',
  'regret',
])

/** A share as points of 100: `61.2`. */
export function formatPoints(share: number): string {
  return normaliseZero((100 * share).toFixed(1))
}

/** Without a sign for what rounds to zero, and with a true minus for the rest. */
function normaliseZero(text: string): string {
  return /^-0(?:\.0+)?$/.test(text) ? text.slice(1) : text.replace('-', '−')
}

/** ms with three significant digits at most: `0.84`, `12.3`, `1240`. */
export function formatMs(ms: number): string {
  const size = Math.abs(ms)
  return normaliseZero(ms.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : 2))
}

/** A p value in the manner of journals: `.002`, or `< .001` for what is smaller. */
export function formatP(p: number): { readonly text: string; readonly isBelow: boolean } {
  if (p < 0.001) return { text: '.001', isBelow: true }
  if (p >= 0.9995) return { text: '1', isBelow: false }
  return { text: p.toFixed(p < 0.01 ? 3 : 2).replace(/^0/, ''), isBelow: false }
}

/** `1.2, 5.0` with a dash for a side that too few values leave open. */
export function formatInterval(
  { low, high }: { readonly low: number | null; readonly high: number | null },
  format: (value: number) => string,
): string {
  return `${low === null ? '–' : format(low)}, ${high === null ? '–' : format(high)}`
}
