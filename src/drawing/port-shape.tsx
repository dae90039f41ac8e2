/** The sign of a port: every type has its own shape, so that colour never carries it alone. */
import type { PortType } from '../../runtime/core/node/ports.ts'

export interface PortShapeProps {
  readonly type: PortType
  readonly size?: number
}

export function portColour(type: PortType): string {
  return `var(--sb-port-${type})`
}

export function PortShape({ type, size = 12 }: PortShapeProps) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 12 12"
      aria-hidden
      style={{ color: portColour(type), overflow: 'visible' }}
    >
      {shapes[type]}
    </svg>
  )
}

/** What shows through where a shape is open: the card, so that a wire never runs inside. */
const ground = 'var(--sb-raised)'

const shapes: Readonly<Record<PortType, React.ReactNode>> = {
  text: <circle cx="6" cy="6" r="4.6" fill="currentColor" />,
  messages: <rect x="1.4" y="1.4" width="9.2" height="9.2" rx="2.6" fill="currentColor" />,
  documents: (
    <>
      <rect x="3.8" y="0.6" width="7.4" height="7.4" fill={ground} stroke="currentColor" strokeWidth="1.3" />
      <rect x="0.8" y="3.6" width="7.6" height="7.6" fill="currentColor" stroke={ground} strokeWidth="0.8" />
    </>
  ),
  intent: <path d="M6 0.2 11.8 6 6 11.8 0.2 6Z" fill="currentColor" />,
  decision: <path d="M3 0.9h6L12 6l-3 5.1H3L0 6Z" fill="currentColor" />,
  answer: <circle cx="6" cy="6" r="4" fill={ground} stroke="currentColor" strokeWidth="2.6" />,
  number: <path d="M6 0.8 11.6 10.8H0.4Z" fill="currentColor" />,
  boolean: (
    <>
      <circle cx="6" cy="6" r="4.6" fill={ground} stroke="currentColor" strokeWidth="1.3" />
      <path d="M6 1.4a4.6 4.6 0 0 0 0 9.2Z" fill="currentColor" />
    </>
  ),
  json: (
    <>
      <rect x="-1" y="0" width="14" height="12" fill={ground} />
      <path
        d="M4.6 0.9C2.6 0.9 3.4 3 2.8 4.4 2.4 5.4 1.4 6 0.6 6c0.8 0 1.8 0.6 2.2 1.6 0.6 1.4-0.2 3.5 1.8 3.5M7.4 0.9c2 0 1.2 2.1 1.8 3.5C9.6 5.4 10.6 6 11.4 6c-0.8 0-1.8 0.6-2.2 1.6-0.6 1.4 0.2 3.5-1.8 3.5"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
      />
    </>
  ),
  any: <circle cx="6" cy="6" r="4.2" fill={ground} stroke="currentColor" strokeWidth="1.6" />,
}
