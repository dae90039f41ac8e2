/** Words of a report in the reader's language. */
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
  'cost',
])
