/**
 * A pipeline as one self-contained SVG: cards, ports, wires, groups and notes without a run, one over the other as on the canvas.
 * Colours are tokens until they are resolved.
 */
import type { PipelineDocument } from '../../runtime/core/document/document.ts'
import type { NodeRegistry } from '../../runtime/core/node/registry.ts'
import { crossingWires, hiddenNodes, placeGroups } from '../drawing/group-geometry.ts'
import type { Point } from '../document/commands.ts'
import { resolveNode } from '../document/resolve-node.ts'
import type { CardPort, CardRow } from '../drawing/card-layout.ts'
import {
  barHeight,
  cardHeight,
  cardWidth,
  collectUsedPorts,
  headHeight,
  rowCentre,
  rowsInUse,
  summaryHeight,
} from '../drawing/card-layout.ts'
import type { Bounds } from '../drawing/drawing-bounds.ts'
import { boundsOfDrawing } from '../drawing/drawing-bounds.ts'
import { nodeTone } from '../drawing/node-icons.ts'
import { portColour, PortShape } from '../drawing/port-shape.tsx'
import { wirePath } from '../drawing/wire-path.ts'
import type { Say } from '../messages/catalogue.ts'
import type { NodeTextReader } from '../messages/node-texts.ts'
import type { NodeCards } from '../session/node-cards.ts'
import { DrawnGroup, DrawnNote } from './drawn-surroundings.tsx'

export interface DrawingSource {
  readonly document: PipelineDocument
  readonly nodes: NodeRegistry
  readonly cards: NodeCards
  readonly texts: NodeTextReader
  readonly say: Say
}

const marginPx = 32
const portSizePx = 12
/** Letters of the summary and of a port's name that fit, at 12 pixels. */
const summaryLetters = 38
const portLetters = 18

export function PipelineDrawing(source: DrawingSource) {
  const { document, nodes: registry, cards: ownCards, say } = source
  const hidden = hiddenNodes(document.groups)
  const cards = document.nodes.filter(({ id }) => !hidden.has(id)).map(cardDrawer(source))
  const groups = { ...document, registry, cards: ownCards }
  const boxes = placeGroups(groups)
  const box = withMargin(boundsOfDrawing(document, registry, ownCards))
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
      {boxes.map((one) =>
        one.group.collapsed ? null : <DrawnGroup key={one.group.id} box={one} say={say} />,
      )}
      {document.edges.map((edge) => {
        const from = cards.find(({ record }) => record.id === edge.from.node)
        const to = cards.find(({ record }) => record.id === edge.to.node)
        if (from === undefined || to === undefined) return null
        const start = portAt(from, 'output', edge.from.port)
        return (
          <Wire
            key={edge.id}
            from={start}
            to={portAt(to, 'input', edge.to.port)}
            colour={portColour(start.type)}
          />
        )
      })}
      {cards.map((card) => (
        <Card key={card.record.id} {...card} />
      ))}
      {crossingWires(groups, boxes).map(({ id, type, from, to }) => (
        <Wire key={id} from={from} to={to} colour={portColour(type)} />
      ))}
      {document.notes.map((note) => (
        <DrawnNote key={note.id} note={note} />
      ))}
      {boxes.map((one) =>
        one.group.collapsed ? <DrawnGroup key={one.group.id} box={one} say={say} /> : null,
      )}
    </svg>
  )
}

/** @returns what a card says, and where it ends */
function cardDrawer({ document, nodes, cards, texts }: DrawingSource) {
  const used = collectUsedPorts(document.edges)
  return (record: PipelineDocument['nodes'][number]): DrawnCard => {
    const resolved = resolveNode(record, nodes)
    const rows = rowsInUse(resolved, used)
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
      portName: (side, { name, port }) =>
        port === undefined || definition === undefined
          ? name
          : texts.portTitleOf(definition, side, name, port),
    }
  }
}

function Wire({ from, to, colour }: { from: Point; to: Point; colour: string }) {
  return <path d={wirePath(from, to)} fill="none" stroke={colour} strokeWidth={2} />
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

function withMargin(bounds: Bounds | null): Bounds {
  const { x, y, width, height } = bounds ?? { x: marginPx, y: marginPx, width: 0, height: 0 }
  return { x: x - marginPx, y: y - marginPx, width: width + 2 * marginPx, height: height + 2 * marginPx }
}

const shorten = (text: string, letters: number) =>
  text.length > letters ? `${text.slice(0, letters - 1)}…` : text
