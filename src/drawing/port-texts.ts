/** Port types and refused connections in words. */
import type { EdgeRecord } from '../../runtime/core/document/document.ts'
import type { PortType } from '../../runtime/core/node/ports.ts'
import type { ConnectionRefusal } from '../document/resolve-node.ts'
import type { MessageKey, Say } from '../messages/catalogue.ts'
import type { PortNames } from './use-port-names.ts'

export const portTypeKeys = {
  text: 'canvas.typeText',
  messages: 'canvas.typeMessages',
  documents: 'canvas.typeDocuments',
  intent: 'canvas.typeIntent',
  decision: 'canvas.typeDecision',
  answer: 'canvas.typeAnswer',
  number: 'canvas.typeNumber',
  boolean: 'canvas.typeBoolean',
  json: 'canvas.typeJson',
  any: 'canvas.typeAny',
} as const satisfies Record<PortType, MessageKey>

/** Which wire gives way to another one; null where none does. */
export function describeReplaced(wire: EdgeRecord | null, names: PortNames, say: Say): string | null {
  if (wire === null) return null
  return say('canvas.willReplace', { from: names.portOf(wire.from.node, 'output', wire.from.port) })
}

/** Why a wire may not be drawn. */
export function describeRefusal(refusal: ConnectionRefusal, say: Say): string {
  switch (refusal.kind) {
    case 'type':
      return say('canvas.refusedType', {
        from: say(portTypeKeys[refusal.from]),
        to: say(portTypeKeys[refusal.to]),
      })
    case 'same-node':
      return say('canvas.refusedSameNode')
    case 'no-port':
      return say('canvas.refusedNoPort')
    case 'cycle':
      return say('canvas.refusedCycle')
    case 'exists':
      return say('canvas.refusedExists')
  }
}
