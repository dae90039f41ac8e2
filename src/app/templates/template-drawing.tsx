/** A pipeline as a small drawing: a box for each node with its sign, a line for each wire. */
import { builtinNodes } from '../../../nodes/index.ts'
import type { PipelineDocument } from '../../../runtime/core/document/document.ts'
import type { NodeDefinition } from '../../../runtime/core/node/define-node.ts'
import { cardWidth } from '../../drawing/card-layout.ts'
import { nodeIcon, nodeTone } from '../../drawing/node-icons.ts'
import styles from './templates.module.css'

/** Of a box, in the units of the document. */
const box = { width: cardWidth, height: 104 }
const margin = 40
const signSize = 56

const definitions = new Map<string, NodeDefinition>(builtinNodes.map((one) => [one.type, one]))

export function TemplateDrawing({ document, label }: { document: PipelineDocument; label: string }) {
  const places = new Map(document.nodes.map(({ id, position }) => [id, position]))
  const [xs, ys] = [
    document.nodes.map(({ position }) => position.x),
    document.nodes.map(({ position }) => position.y),
  ]
  const [left, top] = [Math.min(...xs) - margin, Math.min(...ys) - margin]
  const [width, height] = [
    Math.max(...xs) + box.width + margin - left,
    Math.max(...ys) + box.height + margin - top,
  ]
  return (
    <svg
      className={styles['drawing']}
      viewBox={`${left} ${top} ${width} ${height}`}
      role="img"
      aria-label={label}
    >
      {document.edges.map(({ id, from, to }) => {
        const [start, end] = [places.get(from.node), places.get(to.node)]
        if (start === undefined || end === undefined) return null
        return <path key={id} className={styles['wire']} d={wirePath(start, end)} />
      })}
      {document.nodes.map(({ id, type, position }) => {
        const definition = definitions.get(type)
        const Sign = nodeIcon(definition)
        return (
          <g
            key={id}
            transform={`translate(${position.x} ${position.y})`}
            style={{ color: nodeTone(definition) }}
          >
            <rect className={styles['box']} width={box.width} height={box.height} rx="16" />
            <rect width={box.width} height="14" rx="7" fill="currentColor" />
            <Sign
              size={signSize}
              strokeWidth={1.75}
              aria-hidden
              x={(box.width - signSize) / 2}
              y={(box.height + 14 - signSize) / 2}
            />
          </g>
        )
      })}
    </svg>
  )
}

interface Place {
  readonly x: number
  readonly y: number
}

/** From the right side of a box to the left side of another. */
function wirePath(from: Place, to: Place): string {
  const [x1, y1] = [from.x + box.width, from.y + box.height / 2]
  const [x2, y2] = [to.x, to.y + box.height / 2]
  const bend = Math.max(40, (x2 - x1) / 2)
  return `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`
}
