/** Where the time goes: the mean parts of a request, stacked, one bar a variant. */
import type { Locale } from '../../../core/errors/localise.ts'
import type { Report } from '../../../core/wire/experiments.ts'
import { formatMs } from '../format-figures.ts'
import { say } from '../say.ts'
import { clip, createScale, drawing, element, formatTick, line, text, widthOf } from './svg.ts'

const parts = ['node', 'queue', 'engine', 'load'] as const
const width = 720
const plot = { left: 230, right: 640, top: 40, step: 24 } as const

/** Null where no variant has times. */
export function drawParts(report: Report, locale: Locale): string | null {
  const bars = report.variants.flatMap(({ name, parts: times }) => (times === null ? [] : [{ name, times }]))
  if (bars.length === 0) return null
  const sumOf = (times: (typeof bars)[number]['times']) => parts.reduce((sum, part) => sum + times[part], 0)
  const x = createScale([0, ...bars.map(({ times }) => sumOf(times))], [plot.left, plot.right])
  const bottom = plot.top + bars.length * plot.step
  return drawing({ width, height: bottom + 48, title: say(locale, 'partsHeading') }, [
    ...drawLegend(locale),
    ...x.ticks.flatMap((tick) => [
      line([x.at(tick), plot.top], [x.at(tick), bottom], 'grid'),
      text(x.at(tick), bottom + 18, formatTick(tick), 'soft', 'middle'),
    ]),
    text(plot.right, bottom + 36, say(locale, 'msAxis'), 'soft', 'end'),
    ...bars.map(({ name, times }, i) => {
      const y = plot.top + i * plot.step + 4
      let before = 0
      const pieces = parts.map((part) => {
        const [from, to] = [x.at(before), x.at(before + times[part])]
        before += times[part]
        return to - from < 0.01
          ? ''
          : element('rect', { x: from, y, width: to - from, height: plot.step - 8, class: part })
      })
      return [
        text(plot.left - 12, y + 12, clip(name, plot.left - 24), '', 'end'),
        ...pieces,
        text(x.at(before) + 6, y + 12, formatMs(before), 'soft'),
      ].join('')
    }),
  ])
}

function drawLegend(locale: Locale): string[] {
  let left: number = plot.left
  return parts.flatMap((part) => {
    const at = left
    left += widthOf(say(locale, part)) + 34
    return [
      element('rect', { x: at, y: 12, width: 12, height: 12, class: part }),
      text(at + 18, 22, say(locale, part), 'soft'),
    ]
  })
}
