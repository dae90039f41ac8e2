/** Quality against latency: each variant with the whiskers of both intervals, and the front of those that none beats in both. */
import type { Locale } from '../../../core/errors/localise.ts'
import type { Estimate, Report } from '../../../core/wire/experiments.ts'
import { nameMetric, say } from '../say.ts'
import type { Scale } from './svg.ts'
import { clip, createScale, drawing, element, escapeMarkup, formatTick, line, text } from './svg.ts'

interface Point {
  readonly name: string
  readonly latency: Estimate
  readonly quality: Estimate
  readonly isOnFront: boolean
  readonly isOracle: boolean
}

const frame = { left: 56, right: 460, top: 16, bottom: 300, width: 780, height: 348 } as const
const labelLeft = 484
const labelStep = 18

/** Null where no variant has both figures. */
export function drawPareto(report: Report, locale: Locale): string | null {
  const { primaryMetric } = report.experiment.definition
  const points = report.variants.flatMap(({ name, latencyMs, quality, isOnFront, isOracle }) => {
    const reached = quality[primaryMetric]
    return latencyMs === null || reached === undefined
      ? []
      : [{ name, latency: latencyMs.p50, quality: reached, isOnFront, isOracle }]
  })
  if (points.length === 0) return null
  const metric = nameMetric(locale, primaryMetric)
  const x = createScale(
    points.flatMap(({ latency }) => endsOf(latency)),
    [frame.left, frame.right],
    { least: 0 },
  )
  const y = createScale(
    points.flatMap(({ quality }) => endsOf(quality).map((share) => 100 * share)),
    [frame.bottom, frame.top],
    { least: 0, most: 100 },
  )
  const height = Math.max(frame.height, frame.top + points.length * labelStep + 16)
  return drawing({ width: frame.width, height, title: say(locale, 'paretoHeading', { metric }) }, [
    ...drawAxes(x, y, {
      latency: say(locale, 'latencyAxis'),
      quality: say(locale, 'qualityAxis', { metric }),
    }),
    drawFront(points, x, y),
    ...drawLabels(points, x, y),
    ...points.map((point) => drawPoint(point, x, y)),
  ])
}

function endsOf({ value, low, high }: Estimate): number[] {
  return [low ?? value, high ?? value]
}

function drawAxes(
  x: Scale,
  y: Scale,
  titles: { readonly latency: string; readonly quality: string },
): string[] {
  return [
    ...x.ticks.flatMap((tick) => [
      line([x.at(tick), frame.top], [x.at(tick), frame.bottom], 'grid'),
      text(x.at(tick), frame.bottom + 18, formatTick(tick), 'soft', 'middle'),
    ]),
    ...y.ticks.flatMap((tick) => [
      line([frame.left, y.at(tick)], [frame.right, y.at(tick)], 'grid'),
      text(frame.left - 8, y.at(tick) + 4, formatTick(tick), 'soft', 'end'),
    ]),
    text(frame.right, frame.bottom + 36, titles.latency, 'soft', 'end'),
    element(
      'text',
      { x: 14, y: frame.top, class: 'soft', transform: `rotate(-90 14 ${frame.top})`, 'text-anchor': 'end' },
      [escapeMarkup(titles.quality)],
    ),
  ]
}

/** Steps: until the next point of the front, nothing better is to be had. */
function drawFront(points: readonly Point[], x: Scale, y: Scale): string {
  const front = points
    .filter(({ isOnFront }) => isOnFront)
    .sort((a, b) => a.latency.value - b.latency.value)
    .map(({ latency, quality }) => [x.at(latency.value), y.at(100 * quality.value)] as const)
  const path = front.map(([left, top], i) =>
    i === 0 ? `M${left.toFixed(1)} ${top.toFixed(1)}` : `H${left.toFixed(1)}V${top.toFixed(1)}`,
  )
  return path.length === 0 ? '' : element('path', { d: `${path.join('')}H${frame.right}`, class: 'front' })
}

function drawPoint({ latency, quality, isOracle, isOnFront }: Point, x: Scale, y: Scale): string {
  const [cx, cy] = [x.at(latency.value), y.at(100 * quality.value)]
  const tone = isOnFront ? 'accent' : 'plain'
  const [left, right] = endsOf(latency).map(x.at)
  const [low, high] = endsOf(quality).map((share) => y.at(100 * share))
  return [
    line([left ?? cx, cy], [right ?? cx, cy], tone),
    line([cx, low ?? cy], [cx, high ?? cy], tone),
    element('circle', { cx, cy, r: 4.5, class: isOracle ? `${tone} hollow` : tone }),
  ].join('')
}

/** Names stand in a column beside the plot, in the order of their points, so that they never cover one another. */
function drawLabels(points: readonly Point[], x: Scale, y: Scale): string[] {
  const sorted = [...points].sort((a, b) => b.quality.value - a.quality.value)
  const tops = spread(sorted.map(({ quality }) => y.at(100 * quality.value)))
  return sorted.flatMap(({ name, latency, quality, isOnFront }, i) => {
    const top = tops[i] ?? 0
    return [
      line([x.at(latency.value), y.at(100 * quality.value)], [labelLeft - 6, top], 'leader'),
      text(labelLeft, top + 4, clip(name, frame.width - labelLeft - 8), isOnFront ? '' : 'soft'),
    ]
  })
}

/** Moves ascending places apart to at least the height of a line, upwards again where they would leave the picture. */
function spread(wanted: readonly number[]): number[] {
  const places: number[] = []
  for (const place of wanted)
    places.push(Math.max(place, (places.at(-1) ?? -Infinity) + labelStep, frame.top))
  let limit = Math.max(frame.bottom, frame.top + (wanted.length - 1) * labelStep)
  for (let i = places.length - 1; i >= 0; i -= 1) {
    places[i] = Math.min(places[i] ?? 0, limit)
    limit = (places[i] ?? 0) - labelStep
  }
  return places
}
