/** The parts that a request's time adds up from, in the order in which they are stacked. */
import type { Cell } from '../../runtime/core/wire/experiments.ts'
import type { MessageKey } from '../messages/catalogue.ts'

export interface TimePart {
  readonly id: keyof Cell['parts']
  readonly titleKey: Extract<MessageKey, `compare.part${'Node' | 'Queue' | 'Engine' | 'Load'}`>
  readonly color: string
}

export const timeParts: readonly TimePart[] = [
  { id: 'node', titleKey: 'compare.partNode', color: 'var(--sb-port-messages)' },
  { id: 'engine', titleKey: 'compare.partEngine', color: 'var(--sb-port-any)' },
  { id: 'queue', titleKey: 'compare.partQueue', color: 'var(--sb-port-decision)' },
  { id: 'load', titleKey: 'compare.partLoad', color: 'var(--sb-port-documents)' },
]
