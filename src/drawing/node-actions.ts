/** What is done to single nodes and wires. */
import type { EdgeRecord } from '../../runtime/core/document/document.ts'
import type { NodeDefinition } from '../../runtime/core/node/define-node.ts'
import type { Alignment, Box } from '../document/align.ts'
import { alignBoxes } from '../document/align.ts'
import { deleteAndBridge } from '../document/bridge.ts'
import type { Point, PortEnd } from '../document/commands.ts'
import {
  addNode,
  connectPorts,
  deleteItems,
  makeNode,
  moveNodes,
  muteNodes,
  reconnectEdge,
} from '../document/commands.ts'
import { addNote } from '../document/group-commands.ts'
import type { Joint } from '../document/insert-node.ts'
import { insertNode } from '../document/insert-node.ts'
import { replaceNode } from '../document/replace-node.ts'
import { checkConnection, resolveNode } from '../document/resolve-node.ts'
import type { ActionContext } from './action-context.ts'
import { afterFrame } from '../ui/after-frame.ts'
import { cardHeight, cardRows, cardWidth, noPorts } from './card-layout.ts'
import { findPlace, snapToGrid } from './find-place.ts'
import { focusCardOnCanvas } from './focus.ts'
import { describeRefusal } from './port-texts.ts'
import { createPortNames } from './use-port-names.ts'

export function createNodeActions(context: ActionContext) {
  return { ...createAddActions(context), ...createChangeActions(context) }
}

export interface AddOptions {
  /** On the canvas; null: beside what is selected, or in the middle of what is seen. */
  readonly at: Point | null
  readonly joint?: Joint
}

function createAddActions(context: ActionContext) {
  const { editor, say, texts } = context
  const { document: documents, session, nodes } = editor
  const current = () => documents.getState().document
  const tellAdded = (node: string, definition: NodeDefinition) => {
    if (documents.getState().isReadOnly) return
    editor.picks.getState().tellUsed(definition.type)
    session.getState().select([node])
    session.getState().centre(node)
    session.getState().announce(say('canvas.added', { title: texts.titleOf(definition) }))
    // What asked for the type gives the focus back first.
    afterFrame(() => focusCardOnCanvas(context.canvas(), node))
  }
  const tellConnected = (from: PortEnd, to: PortEnd, replaced: EdgeRecord | null) => {
    const names = createPortNames(current().nodes, nodes, texts)
    const ends = {
      from: names.portOf(from.node, 'output', from.port),
      to: names.portOf(to.node, 'input', to.port),
    }
    const old = replaced === null ? null : names.portOf(replaced.from.node, 'output', replaced.from.port)
    session
      .getState()
      .announce(
        old === null ? say('canvas.connected', ends) : say('canvas.connectedInstead', { ...ends, old }),
      )
  }
  return {
    /** Adds a node, with its wires where a joint is given, as one step. */
    add: (definition: NodeDefinition, { at, joint }: AddOptions) => {
      const position = snapToGrid(at ?? findPlace(context))
      const record = makeNode(current(), definition.type, definition.version, position)
      documents.getState().apply(joint === undefined ? addNode(record) : insertNode(record, joint, nodes))
      tellAdded(record.id, definition)
    },

    /** @param at in pixels of the window; null: beside what is selected, or in the middle of what is seen */
    addNote: (at: Point | null = null) => {
      const place = at === null ? findPlace(context) : context.view.screenToFlowPosition(at)
      documents.getState().apply(addNote(snapToGrid(place)))
      session.getState().announce(say('canvas.noteAdded'))
    },

    replace: (node: string, definition: NodeDefinition) => {
      documents.getState().apply(replaceNode(node, definition, nodes))
      session.getState().announce(say('canvas.replaced', { title: texts.titleOf(definition) }))
    },

    /** Wires two ports; false, with a message, when they do not fit. */
    connect: (from: PortEnd, to: PortEnd): boolean => {
      const verdict = checkConnection(current(), nodes, from, to)
      if (!verdict.isAllowed) {
        session.getState().announce(describeRefusal(verdict.reason, say))
        return false
      }
      tellConnected(from, to, verdict.replaces)
      documents.getState().apply(connectPorts(from, to, verdict.isMany))
      return true
    },

    /** Moves an end of a wire to another port; false, with a message, where it does not fit. */
    reconnect: (edge: string, from: PortEnd, to: PortEnd): boolean => {
      const document = current()
      const without = { ...document, edges: document.edges.filter(({ id }) => id !== edge) }
      const verdict = checkConnection(without, nodes, from, to)
      if (!verdict.isAllowed) {
        session.getState().announce(describeRefusal(verdict.reason, say))
        return false
      }
      tellConnected(from, to, verdict.replaces)
      documents.getState().apply(reconnectEdge(edge, from, to, verdict.isMany))
      return true
    },
  }
}

function createChangeActions({ editor, say }: ActionContext) {
  const { cards, document: documents, session, nodes } = editor
  const chosen = () => {
    const { selection } = session.getState()
    return documents.getState().document.nodes.filter(({ id }) => selection.nodes.has(id))
  }
  const tellDeleted = (n: number) => {
    session.getState().select([])
    session.getState().announce(say('canvas.deleted', { n }))
  }
  return {
    deleteSelection: () => {
      const { selection } = session.getState()
      if (selection.nodes.size + selection.edges.size === 0) return
      documents.getState().apply(deleteItems(selection.nodes, selection.edges))
      tellDeleted(selection.nodes.size)
    },
    deleteAndBridge: () => {
      const { selection } = session.getState()
      documents.getState().apply(deleteAndBridge(selection.nodes, nodes))
      tellDeleted(selection.nodes.size)
    },
    toggleMute: () => {
      const isMuted = chosen().every(({ muted }) => muted === true)
      documents.getState().apply(muteNodes(session.getState().selection.nodes, !isMuted))
    },
    nudge: (by: Point) => {
      const places = chosen().map(
        ({ id, position }) => [id, { x: position.x + by.x, y: position.y + by.y }] as const,
      )
      const group = `nudge ${places.map(([id]) => id).join(' ')}`
      documents.getState().apply(moveNodes(new Map(places), group))
    },
    align: (how: Alignment) => {
      const boxes = chosen().map((record): Box => {
        const rows = cardRows(resolveNode(record, nodes), noPorts).length
        const height = cardHeight(rows, cards.get(record.type)?.heightPx)
        return { id: record.id, ...record.position, width: cardWidth, height }
      })
      documents.getState().apply(moveNodes(alignBoxes(boxes, how)))
    },
  }
}
