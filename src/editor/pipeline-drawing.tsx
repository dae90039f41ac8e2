/** A pipeline as one self-contained SVG: cards, ports and wires without a run. Colours are tokens until they are resolved. */
import { getBezierPath, Position } from '@xyflow/react'
import type { PipelineDocument } from '../../runtime/core/document/document.ts'
import type { NodeRegistry } from '../../runtime/core/node/registry.ts'
import { resolveNode } from '../document/resolve-node.ts'
import type { CardPort, CardRow } from '../drawing/card-layout.ts'
import {
  barHeight,
  cardHeight,
  cardRows,
  cardWidth,
  collectUsedPorts,
  headHeight,
  missingPorts,
  noPorts,
  rowCentre,
  summaryHeight,
} from '../drawing/card-layout.ts'
import { nodeTone } from '../drawing/node-icons.ts'
import { portColour, PortShape } from '../drawing/port-shape.tsx'
import type { NodeTextReader } from '../messages/node-texts.ts'
import type { NodeCards } from '../session/node-cards.ts'

export interface DrawingSource {
  readonly document: PipelineDocument
  readonly nodes: NodeRegistry
  readonly cards: NodeCards
  readonly texts: NodeTextReader
}

const marginPx = 32
const portSizePx = 12
/** Letters of the summary and of a port's name that fit, at 12 pixels. */
const summaryLetters = 38
const portLetters = 18

export function PipelineDrawing(source: DrawingSource) {
  const { document, nodes, cards, texts } = source
  const used = collectUsedPorts(document.edges)
  const drawn = document.nodes.map((record) => {
    const resolved = resolveNode(record, nodes)
    const rows = cardRows(resolved, missingPorts(resolved, used.get(record.id) ?? noPorts))
    const { definition } = resolved
    return {
      record,
      definition,
      rows,
      height: cardHeight(rows.length, cards.get(record.type)?.heightPx),
      title: record.name ?? (definition === undefined ? record.type : texts.titleOf(definition)),
      summary:
        definition === undefined || !resolved.isValid
          ? ''
          : texts.factsOf(definition, resolved.config).slice(0, 2).join(' · '),
      portName: (side: 'inputs' | 'outputs', { name, port }: CardPort) =>
        port === undefined || definition === undefined
          ? name
          : texts.portTitleOf(definition, side, name, port),
    }
  })
  const box = boundsOf(drawn)
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      width={box.width}
      height={box.height}
      viewBox={`${box.x} ${box.y} ${box.width} ${box.height}`}
      fontFamily="Inter, system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans SC', sans-serif"
      fontSize={12}
    >
      <title>{document.name}</title>
      <rect x={box.x} y={box.y} width={box.width} height={box.height} fill="var(--sb-canvas)" />
      {document.edges.map((edge) => {
        const from = drawn.find(({ record }) => record.id === edge.from.node)
        const to = drawn.find(({ record }) => record.id === edge.to.node)
        if (from === undefined || to === undefined) return null
        const source = portAt(from, 'output', edge.from.port)
        const target = portAt(to, 'input', edge.to.port)
        const [path] = getBezierPath({
          sourceX: source.x,
          sourceY: source.y,
          sourcePosition: Position.Right,
          targetX: target.x,
          targetY: target.y,
          targetPosition: Position.Left,
        })
        return <path key={edge.id} d={path} fill="none" stroke={portColour(source.type)} strokeWidth={2} />
      })}
      {drawn.map((card) => (
        <Card key={card.record.id} {...card} />
      ))}
    </svg>
  )
}

interface DrawnCard {
  readonly record: PipelineDocument['nodes'][number]
  readonly definition: Parameters<typeof nodeTone>[0]
  readonly rows: readonly CardRow[]
  readonly height: number
  readonly title: string
  readonly summary: string
  readonly portName: (side: 'inputs' | 'outputs', port: CardPort) => string
}

function Card({ record, definition, rows, height, title, summary, portName }: DrawnCard) {
  const { x, y } = record.position
  return (
    <g transform={`translate(${x} ${y})`}>
      <rect
        width={cardWidth}
        height={height}
        rx={6}
        fill="var(--sb-raised)"
        stroke="var(--sb-line)"
        strokeDasharray={record.muted === true ? '4 3' : undefined}
      />
      <rect width={cardWidth} height={barHeight} rx={1.5} fill={nodeTone(definition)} />
      <text x={12} y={barHeight + headHeight / 2 + 5} fontSize={13} fontWeight={600} fill="var(--sb-ink)">
        {shorten(title, summaryLetters - 6)}
      </text>
      <text x={12} y={barHeight + headHeight + summaryHeight / 2 + 2} fill="var(--sb-ink-soft)">
        {shorten(summary, summaryLetters)}
      </text>
      {rows.map(({ input, output }, row) => (
        <g key={rowCentre(row)} transform={`translate(0 ${rowCentre(row)})`}>
          {input === undefined ? null : (
            <PortMark port={input} at={0}>
              <text x={14} y={4} fill="var(--sb-ink)">
                {shorten(portName('inputs', input), portLetters)}
              </text>
            </PortMark>
          )}
          {output === undefined ? null : (
            <PortMark port={output} at={cardWidth}>
              <text x={cardWidth - 14} y={4} textAnchor="end" fill="var(--sb-ink)">
                {shorten(portName('outputs', output), portLetters)}
              </text>
            </PortMark>
          )}
        </g>
      ))}
    </g>
  )
}

function PortMark({ port, at, children }: { port: CardPort; at: number; children: React.ReactNode }) {
  const type = port.port?.type ?? 'any'
  return (
    <>
      <g transform={`translate(${at - portSizePx / 2} ${-portSizePx / 2})`} color={portColour(type)}>
        <PortShape type={type} size={portSizePx} />
      </g>
      {children}
    </>
  )
}

function portAt(card: DrawnCard, side: 'input' | 'output', name: string) {
  const row = Math.max(
    0,
    card.rows.findIndex((one) => one[side]?.name === name),
  )
  const { x, y } = card.record.position
  return {
    x: side === 'input' ? x : x + cardWidth,
    y: y + rowCentre(row),
    type: card.rows[row]?.[side]?.port?.type ?? 'any',
  }
}

function boundsOf(cards: readonly DrawnCard[]) {
  if (cards.length === 0) return { x: 0, y: 0, width: 2 * marginPx, height: 2 * marginPx }
  const left = Math.min(...cards.map(({ record }) => record.position.x)) - marginPx
  const top = Math.min(...cards.map(({ record }) => record.position.y)) - marginPx
  const right = Math.max(...cards.map(({ record }) => record.position.x + cardWidth)) + marginPx
  const bottom = Math.max(...cards.map(({ record, height }) => record.position.y + height)) + marginPx
  return { x: left, y: top, width: right - left, height: bottom - top }
}

const shorten = (text: string, letters: number) =>
  text.length > letters ? `${text.slice(0, letters - 1)}…` : text
