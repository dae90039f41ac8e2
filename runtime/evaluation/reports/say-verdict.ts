/** Verdict phrases as sentences, for the command line, for reports as files, and for the page. */
import { fillMessage } from '../../core/errors/failure.ts'
import type { Locale } from '../../core/errors/localise.ts'
import type { Report, Verdict } from '../../core/wire/experiments.ts'
import { fewestPairsFor } from '../stats/fewest-pairs.ts'
import type { ComparisonPhrases, SlicePhrase, VerdictPhrase } from './describe-verdict.ts'
import { describeComparison, describeVerdict } from './describe-verdict.ts'
import type { ReportWord } from './report-words-en.ts'
import { formatCost, formatMs, formatP, formatPoints } from './format-figures.ts'
import { nameMetric, say } from './say.ts'

/** How texts are set: names come from people and must be escaped for where the sentence goes. */
export interface SentenceStyle {
  /** Our own words, with placeholders between braces. */
  readonly words: (text: string) => string
  readonly name: (text: string) => string
  /** A value of a slice, set off from the sentence. */
  readonly slice: (text: string) => string
}

export const plainSentences: SentenceStyle = {
  words: (text) => text,
  name: (text) => text,
  slice: (text) => `*${text}*`,
}

/**
 * `routed: 3.1 points better in EM than base [1.2, 5.0], p = .002; 0.80 ms slower at p95 [0.20, 1.50], p = .01; undecided for
 * *refund*`.
 */
export function sayComparison(
  phrases: ComparisonPhrases,
  locale: Locale,
  style: SentenceStyle = plainSentences,
): string {
  const voice = createVoice(locale, style)
  const baseline = style.name(phrases.baseline)
  const verdicts = phrases.verdicts.map((phrase, position) =>
    sayPhrase(phrase, voice, position === 0 ? baseline : null),
  )
  const slices = phrases.slices.map((phrase) => saySlices(phrase, voice, style))
  return voice.say('sentence', {
    variant: style.name(phrases.variant),
    baseline,
    clauses: [...verdicts, ...slices, ...sayFailures(phrases, voice, baseline)].join(voice.say('clauses')),
  })
}

/** They score 0 and weigh on the verdict, which has to say so. */
function sayFailures({ failures }: ComparisonPhrases, voice: Voice, baseline: string): string[] {
  const { ofVariant, ofBaseline } = failures
  return [
    ...(ofVariant > 0 ? [voice.say('failures', { count: ofVariant })] : []),
    ...(ofBaseline > 0 ? [voice.say('baselineFailures', { count: ofBaseline, baseline })] : []),
  ]
}

/** What is settled is named; of the rest, a few. */
const mostNamed = 4

function saySlices({ kind, values }: SlicePhrase, voice: Voice, style: SentenceStyle): string {
  if (values.length > mostNamed && (kind === 'undecidedFor' || kind === 'tooFewFor'))
    return voice.say(`${kind}Many`, { count: values.length })
  return voice.say(kind, { slices: values.map(style.slice).join(voice.say('names')) })
}

/** A sentence about every variant that was compared, in the order of the table. */
export function sayComparisons(report: Report, locale: Locale, style?: SentenceStyle): string[] {
  return report.variants.flatMap(({ id }) => {
    const phrases = describeComparison(report, id)
    return phrases === null ? [] : [sayComparison(phrases, locale, style)]
  })
}

/** One verdict without names: `3.1 points better in EM [1.2, 5.0], p = .002`. */
export function sayVerdict(verdict: Verdict, locale: Locale, style: SentenceStyle = plainSentences): string {
  return sayPhrase(describeVerdict(verdict), createVoice(locale, style), null)
}

interface Voice {
  readonly say: (word: ReportWord, params?: Readonly<Record<string, string | number>>) => string
  readonly metric: (metric: string) => string
}

function createVoice(locale: Locale, style: SentenceStyle): Voice {
  return {
    say: (word, params = {}) => fillMessage(style.words(say(locale, word)), params),
    metric: (metric) => style.name(nameMetric(locale, metric)),
  }
}

function sayPhrase(phrase: VerdictPhrase, voice: Voice, baseline: string | null): string {
  const { kind, metric, quantile, verdict } = phrase
  const { effect } = verdict
  const isSigned = kind === 'undecided' || kind === 'undecidedLatency' || kind === 'undecidedCost'
  const size = isSigned ? effect.value : Math.abs(effect.value)
  const sign = isSigned && size > 0 ? '+' : ''
  const said = voice.say(kind, {
    metric: quantile ?? voice.metric(metric),
    quantile: quantile ?? '',
    points: sign + formatPoints(size),
    ms: sign + formatMs(size),
    cost: sign + formatCost(size),
    n: effect.n,
    least: fewestPairsFor(metric),
  })
  if (kind === 'tooFew') return said
  const than = baseline !== null && decided.has(kind) ? voice.say('than', { baseline }) : ''
  return said + than + sayInterval(phrase, voice) + sayP(verdict, voice) + saySettling(verdict, voice)
}

const decided: ReadonlySet<string> = new Set(['better', 'worse', 'faster', 'slower', 'cheaper', 'dearer'])
/** What the words say is the less, the more it is. */
const turned: ReadonlySet<string> = new Set(['worse', 'faster', 'cheaper'])

/** In the direction that the words name: "5.0 points worse [1.2, 8.8]". */
function sayInterval({ kind, metric, quantile, verdict }: VerdictPhrase, voice: Voice): string {
  const { low, high } = verdict.effect
  if (low === null && high === null) return ''
  const isTurned = turned.has(kind)
  const format = quantile !== null ? formatMs : metric === 'cost' ? formatCost : formatPoints
  const show = (value: number | null) =>
    value === null ? voice.say('none') : format(isTurned ? -value : value)
  return voice.say(
    'interval',
    isTurned ? { low: show(high), high: show(low) } : { low: show(low), high: show(high) },
  )
}

function sayP({ p, pAdjusted }: Verdict, voice: Voice): string {
  const value = pAdjusted ?? p
  if (value === null) return ''
  const { text, isBelow } = formatP(value)
  return isBelow ? voice.say('pBelow') : voice.say('p', { p: text })
}

function saySettling({ rowsToSettle }: Verdict, voice: Voice): string {
  return rowsToSettle === null
    ? ''
    : voice.say('settle', { rows: roundRows(rowsToSettle).toLocaleString('en-GB') })
}

/** A guess of so many rows has no more than two digits. */
export function roundRows(rows: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(rows)) - 1)
  return Math.ceil(rows / step) * step
}
