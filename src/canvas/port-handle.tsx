/** The place at a card's side where a wire begins or ends. */
import { Handle, Position } from '@xyflow/react'
import { memo } from 'react'
import type { CardPort } from '../drawing/card-layout.ts'
import { rowCentre } from '../drawing/card-layout.ts'
import styles from './port-handle.module.css'
import { PortShape } from '../drawing/port-shape.tsx'

export interface PortHandleProps {
  readonly node: string
  readonly side: 'input' | 'output'
  readonly row: number
  readonly port: CardPort
  /** What it is called and what it carries, shown as a tip. */
  readonly title: string
}

export const PortHandle = memo(function PortHandle({ node, side, row, port, title }: PortHandleProps) {
  const type = port.port?.type ?? 'any'
  return (
    <Handle
      id={port.name}
      type={side === 'input' ? 'target' : 'source'}
      position={side === 'input' ? Position.Left : Position.Right}
      className={styles['handle'] ?? ''}
      style={{ top: rowCentre(row) - 1 }}
      title={title}
      data-node={node}
      data-port={port.name}
      data-side={side}
      data-type={type}
      data-missing={port.port === undefined ? 'true' : undefined}
    >
      <PortShape type={type} />
    </Handle>
  )
})
