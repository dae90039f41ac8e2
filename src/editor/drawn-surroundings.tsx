/** Groups and notes in the drawing of a pipeline, as they stand on the canvas. */
import type { NoteRecord } from '../document/group-commands.ts'
import type { GroupBox } from '../drawing/group-geometry.ts'
import { groupHeadPx } from '../drawing/group-geometry.ts'
import { groupTone } from '../drawing/group-tone.ts'
import type { Say } from '../messages/catalogue.ts'
import type { NoteLine } from './note-lines.ts'
import { lookSizes, noteLines } from './note-lines.ts'
import { cutToWidth } from '../ui/text-width.ts'

const borderPx = 1.5
const titlePx = 13
const padding = { x: 12, y: 8 }

/** A frame behind its cards; a collapsed group is a card in their place. */
export function DrawnGroup({ box: { group, x, y, width, height }, say }: { box: GroupBox; say: Say }) {
  const tone = groupTone(group)
  return (
    <g transform={`translate(${x} ${y})`} data-group={group.id}>
      {group.collapsed ? <rect width={width} height={height} rx={8} fill="var(--sb-raised)" /> : null}
      <rect
        width={width}
        height={height}
        rx={8}
        fill={tone}
        fillOpacity={group.collapsed ? 0.14 : 0.08}
        stroke={tone}
        strokeOpacity={0.55}
        strokeWidth={borderPx}
      />
      <text x={padding.x} y={groupHeadPx / 2 + 5} fontSize={titlePx} fontWeight={600} fill="var(--sb-ink)">
        {cutToWidth(group.title, width - 2 * padding.x, titlePx)}
      </text>
      {group.collapsed ? (
        <text x={padding.x} y={groupHeadPx + 14} fill="var(--sb-ink-soft)">
          {say('document.nodeCount', { n: group.nodes.length })}
        </text>
      ) : null}
    </g>
  )
}

const lineHeightPx = 20
const blockGapPx = 6

/** Text that is longer than its note ends in dots: on the canvas one can scroll. */
export function DrawnNote({ note }: { note: NoteRecord }) {
  const { width, height } = note.size
  return (
    <g transform={`translate(${note.position.x} ${note.position.y})`} data-note={note.id}>
      <rect width={width} height={height} rx={6} fill="var(--sb-raised)" />
      <rect
        width={width}
        height={height}
        rx={6}
        fill="var(--sb-caution)"
        fillOpacity={0.09}
        stroke="var(--sb-caution)"
        strokeOpacity={0.4}
      />
      {placeLines(noteLines(note.text, width - 2 * padding.x), height).map(({ text, indent, look, y }) => (
        <text
          key={y}
          x={padding.x + indent}
          y={y}
          fontSize={lookSizes[look]}
          fontWeight={look === 'title' ? 600 : 400}
          {...(look === 'code' ? { fontFamily: 'monospace', style: { whiteSpace: 'pre' } } : {})}
          fill="var(--sb-ink)"
        >
          {text}
        </text>
      ))}
    </g>
  )
}

/** Lines with the place of their foot, as many as fit. */
function placeLines(lines: readonly NoteLine[], height: number) {
  let top = padding.y
  const placed = lines.map((line, index) => {
    if (line.isFirst && index > 0) top += blockGapPx
    top += lineHeightPx
    return { ...line, y: top - 6 }
  })
  const fitting = placed.filter(({ y }) => y + 6 <= height - padding.y / 2)
  const last = fitting.at(-1)
  if (fitting.length === placed.length || last === undefined) return fitting
  return [...fitting.slice(0, -1), { ...last, text: `${last.text} …` }]
}
