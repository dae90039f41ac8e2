/** What a host draws on the cards of its own node types. */
import type { ComponentType } from 'react'
import type { NodeDefinition } from '../../runtime/core/node/define-node.ts'
import type { NodeView } from '../../runtime/core/trace/run-view.ts'
import type { Json } from '../../runtime/core/values.ts'

export interface NodeCardProps {
  readonly nodeId: string
  /** The settings with their defaults; where a setting is invalid, as it stands in the document. */
  readonly config: Readonly<Record<string, unknown>>
  /** Sets one setting, as a step that can be undone; `undefined` puts the default back. */
  readonly setSetting: (name: string, value: Json | undefined) => void
  /** This node in the run on show; undefined where there is none. */
  readonly run: NodeView | undefined
  readonly isReadOnly: boolean
}

export interface NodeCardDesign {
  /** Drawn under the ports. What is dragged inside it needs the class `nodrag`. */
  readonly component: ComponentType<NodeCardProps>
  /** Its height in pixels: a card's size never depends on what happens in it. */
  readonly heightPx: number
}

/** A node type with a card of its own. */
export interface NodeWithCard {
  readonly definition: NodeDefinition
  readonly card: NodeCardDesign
}

/** Designs by node type. */
export type NodeCards = ReadonlyMap<string, NodeCardDesign>

export type EditorNode = NodeDefinition | NodeWithCard

export function splitNodes(nodes: readonly EditorNode[]): {
  readonly definitions: readonly NodeDefinition[]
  readonly cards: NodeCards
} {
  return {
    definitions: nodes.map((node) => ('definition' in node ? node.definition : node)),
    cards: new Map(
      nodes.flatMap((node) => ('card' in node ? [[node.definition.type, node.card] as const] : [])),
    ),
  }
}
