/** A forest plot: one line a comparison with its effect, its interval and the verdict; better is right of zero. */
import type { Locale } from '../../../core/errors/localise.ts'
import type { Report, Verdict } from '../../../core/wire/experiments.ts'
import { outcomeWord } from '../describe-verdict.ts'
import { formatPoints } from '../format-figures.ts'
import { nameMetric, say } from '../say.ts'
import { intentSlice } from '../slices.ts'
import { clip, createScale, drawing, element, formatTick, line, text } from './svg.ts'

interface ForestLine {
  readonly label: string
  readonly verdict: Verdict
}

const width = 720
const plot = { left: 230, right: 560, top: 20, step: 24 } as const

/** Every variant against the baseline in the primary metric; null where nothing was compared. */
export function drawEffects(report: Report, locale: Locale): string | null {
  const { primaryMetric } = report.experiment.definition
  const lines = report.variants.flatMap(({ name, verdicts }) => {
    const verdict = verdicts.find(({ metric }) => metric === primaryMetric)
    return verdict === undefined ? [] : [{ label: name, verdict }]
  })
  return drawForest(lines, titleOf(report, locale), report, locale)
}

/** One variant against the baseline by intent; null where nothing was compared. */
export function drawEffectsByIntent(report: Report, variant: string, locale: Locale): string | null {
  const found = report.variants.find(({ id }) => id === variant)
  const lines = Object.entries(found?.slices[intentSlice] ?? {}).flatMap(([label, { verdict, n }]) =>
    verdict === null ? [] : [{ label: `${label} (n ${n})`, verdict }],
  )
  return drawForest(lines, `${titleOf(report, locale)}: ${found?.name ?? ''}`, report, locale)
}

function titleOf(report: Report, locale: Locale): string {
  return say(locale, 'effectHeading', {
    metric: nameMetric(locale, report.experiment.definition.primaryMetric),
    baseline: baselineOf(report),
  })
}

function baselineOf({ variants }: Report): string {
  return variants.find(({ isBaseline }) => isBaseline)?.name ?? ''
}

function drawForest(
  lines: readonly ForestLine[],
  title: string,
  report: Report,
  locale: Locale,
): string | null {
  if (lines.length === 0) return null
  const bottom = plot.top + lines.length * plot.step
  const x = createScale(
    [
      0,
      ...lines.flatMap(({ verdict: { effect } }) =>
        [effect.low ?? effect.value, effect.high ?? effect.value].map((share) => 100 * share),
      ),
    ],
    [plot.left, plot.right],
  )
  return drawing({ width, height: bottom + 48, title }, [
    ...x.ticks.flatMap((tick) => [
      line([x.at(tick), plot.top], [x.at(tick), bottom], Math.abs(tick) < 1e-9 ? 'zero' : 'grid'),
      text(x.at(tick), bottom + 18, formatTick(tick), 'soft', 'middle'),
    ]),
    text(
      plot.right,
      bottom + 36,
      say(locale, 'effectAxis', { baseline: clip(baselineOf(report), 240) }),
      'soft',
      'end',
    ),
    ...lines.map(({ label, verdict }, i) => {
      const { value, low, high } = verdict.effect
      const y = plot.top + (i + 0.5) * plot.step
      const tone = toneOf[verdict.outcome]
      return [
        text(plot.left - 12, y + 4, clip(label, plot.left - 24), '', 'end'),
        low === null || high === null ? '' : line([x.at(100 * low), y], [x.at(100 * high), y], tone),
        element('circle', { cx: x.at(100 * value), cy: y, r: 4.5, class: tone }),
        text(
          plot.right + 12,
          y + 4,
          `${value > 0 ? '+' : ''}${formatPoints(value)}  ${say(locale, outcomeWord[verdict.outcome])}`,
          'soft',
        ),
      ].join('')
    }),
  ])
}

const toneOf = { better: 'clear', worse: 'danger', undecided: 'plain', 'too-few': 'plain hollow' } as const
