/** SVG and HTML as text, every value escaped; axes as charts need them. */

type Attributes = Readonly<Record<string, string | number>>

/** For text and for attribute values between double quotes; control characters, which XML has no place for, are left out. */
export function escapeMarkup(text: string): string {
  return text
    .replaceAll(/[^\P{Cc}\t\n\r]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}

/** @param children markup, already escaped */
export function element(name: string, attributes: Attributes, children: readonly string[] = []): string {
  const pairs = Object.entries(attributes).map(
    ([key, value]) => ` ${key}="${typeof value === 'number' ? round(value) : escapeMarkup(value)}"`,
  )
  return children.length === 0
    ? `<${name}${pairs.join('')}/>`
    : `<${name}${pairs.join('')}>${children.join('')}</${name}>`
}

export function text(x: number, y: number, content: string, className = '', anchor = 'start'): string {
  return element('text', { x, y, class: className, 'text-anchor': anchor }, [escapeMarkup(content)])
}

export function line(
  from: readonly [number, number],
  to: readonly [number, number],
  className: string,
): string {
  return element('line', { x1: from[0], y1: from[1], x2: to[0], y2: to[1], class: className })
}

function round(value: number): string {
  return String(Math.round(value * 100) / 100)
}

/** Maps a domain to pixels; turned round where `pixels` run downwards. */
export interface Scale {
  readonly at: (value: number) => number
  readonly ticks: readonly number[]
}

/** A linear scale over the values, from one round number to another. */
export function createScale(
  values: readonly number[],
  pixels: readonly [number, number],
  {
    count = 5,
    least,
    most,
  }: { readonly count?: number; readonly least?: number; readonly most?: number } = {},
): Scale {
  const finite = values.filter((value) => Number.isFinite(value))
  const low = Math.min(...(finite.length === 0 ? [0] : finite))
  const high = Math.max(...(finite.length === 0 ? [1] : finite))
  const step = roundStep((high - low || Math.abs(high) || 1) / count)
  const first = Math.max(least ?? -Infinity, Math.floor(low / step + 1e-9) * step)
  const last = Math.min(most ?? Infinity, Math.ceil(high / step - 1e-9) * step)
  const [from, to] = [first, last > first ? last : first + step]
  const ticks = Array.from({ length: Math.floor((to - from) / step + 1e-6) + 1 }, (_, i) => from + i * step)
  return { ticks, at: (value) => pixels[0] + ((value - from) / (to - from)) * (pixels[1] - pixels[0]) }
}

/** 1, 2 or 5 times a power of ten, at least `size`. */
function roundStep(size: number): number {
  const power = 10 ** Math.floor(Math.log10(size))
  const step = [1, 2, 5, 10].find((factor) => factor * power >= size * (1 - 1e-9)) ?? 10
  return step * power
}

/** A tick without digits that rounding brought. */
export function formatTick(value: number): string {
  return String(Number(value.toPrecision(6))).replace('-', '−')
}

const chartStyle = `
.chart { font: 12px system-ui, -apple-system, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans SC', sans-serif; font-variant-numeric: tabular-nums; }
.chart { --ink: #1b1f24; --soft: #545b65; --line: #dcd9d0; --accent: #1f5fbf; --clear: #187850; --danger: #b3382c; --ground: #fcfbf9; --p1: #458eb6; --p2: #916100; --p3: #009970; --p4: #7a5cc4; }
@media (prefers-color-scheme: dark) { .chart { --ink: #e8ebef; --soft: #a9b1bc; --line: #2c3541; --accent: #6ea8ff; --clear: #4cc38a; --danger: #f2766a; --ground: #1a2028; --p1: #56b4e9; --p2: #e0b03e; --p3: #4cc38a; --p4: #a78bea; } }
.chart text { fill: var(--ink); } .chart .soft { fill: var(--soft); } .chart .ground { fill: var(--ground); }
.chart .grid { stroke: var(--line); } .chart .zero { stroke: var(--soft); } .chart .leader { stroke: var(--line); }
.chart .accent { stroke: var(--accent); fill: var(--accent); } .chart .clear { stroke: var(--clear); fill: var(--clear); }
.chart .danger { stroke: var(--danger); fill: var(--danger); } .chart .plain { stroke: var(--soft); fill: var(--soft); }
.chart .hollow { fill: var(--ground); } .chart .front { stroke: var(--accent); fill: none; stroke-dasharray: 4 3; }
.chart .node { fill: var(--p1); } .chart .queue { fill: var(--p2); } .chart .engine { fill: var(--p3); } .chart .load { fill: var(--p4); }
`

/** A picture that stands alone: its style inside, light or dark as the reader's system is. */
export function drawing(
  { width, height, title }: { readonly width: number; readonly height: number; readonly title: string },
  children: readonly string[],
): string {
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${round(width)} ${round(height)}`,
      width,
      height,
      class: 'chart',
      role: 'img',
      'aria-label': title,
    },
    [`<style>${chartStyle}</style>`, element('rect', { width, height, class: 'ground', rx: 6 }), ...children],
  )
}

/** About how wide a text is at 12 px: full-width characters take twice the room. */
export function widthOf(content: string): number {
  let width = 0
  for (const character of content)
    width += /[\u1100-\u11FF\u2E80-\uA4CF\uAC00-\uD7FF\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60]/.test(
      character,
    )
      ? 12
      : 6.6
  return width
}

/** Cut to a width, with an ellipsis. */
export function clip(content: string, width: number): string {
  if (widthOf(content) <= width) return content
  let kept = ''
  for (const character of content) {
    if (widthOf(`${kept}${character}…`) > width) break
    kept += character
  }
  return `${kept}…`
}
