/** Choosing a node type where the node is to stand: after a double click, a wire dropped on nothing, or in a node's place. */
import { useReactFlow } from '@xyflow/react'
import { useState } from 'react'
import { Dialog as AriaDialog } from 'react-aria-components'
import type { PipelineDocument } from '../../runtime/core/document/document.ts'
import { cardWidth } from '../drawing/card-layout.ts'
import { findFreePlace } from '../drawing/find-place.ts'
import { nodeIcon, nodeTone } from '../drawing/node-icons.ts'
import { useEditorActions } from '../drawing/use-editor-actions.ts'
import { portTypeKeys } from '../drawing/port-texts.ts'
import { usePortNames } from '../drawing/use-port-names.ts'
import type { Point } from '../document/commands.ts'
import { findConverters } from '../document/converters.ts'
import type { Joint } from '../document/insert-node.ts'
import { fitsJoint } from '../document/insert-node.ts'
import { useMessages } from '../messages/messages-context.tsx'
import { useEditor, useNodePicks } from '../session/editor-context.tsx'
import type { Overlay } from '../session/session-store.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Icon } from '../ui/icon.tsx'
import { PopoverAt } from '../ui/popover-at.tsx'
import { SearchList } from '../ui/search-list.tsx'
import type { PaletteItem } from './match-nodes.ts'
import { matchNodes, pickItems } from './match-nodes.ts'
import { usePaletteItems } from './palette-items.ts'

export interface AddNodeMenuProps {
  readonly request: Extract<Overlay, { kind: 'add-node' }>
  readonly onClose: () => void
}

export function AddNodeMenu({ request, onClose }: AddNodeMenuProps) {
  const say = useMessages()
  const [query, setQuery] = useState('')
  const add = useAdd(request)
  const title = useTitle(request)
  const items = matchNodes(useFitting(request, query), query)
  const list = (
    <SearchList
      label={title}
      placeholder={title}
      query={query}
      onQuery={setQuery}
      empty={say('commands.addNothing')}
      onClose={onClose}
      items={items.map((item) => ({
        id: item.definition.type,
        label: item.title,
        description: item.summary,
        sign: (
          <span style={{ color: nodeTone(item.definition) }}>
            <Icon icon={nodeIcon(item.definition)} />
          </span>
        ),
        onChoose: () => {
          onClose()
          add(item)
        },
      }))}
    />
  )
  if (request.at === null) {
    return (
      <Dialog title={title} isOpen onClose={onClose} width={440}>
        {list}
      </Dialog>
    )
  }
  return (
    <PopoverAt at={request.at} label={title} onClose={onClose}>
      <AriaDialog aria-label={title} style={{ inlineSize: 320, padding: '8px 8px 4px', outline: 'none' }}>
        {list}
      </AriaDialog>
    </PopoverAt>
  )
}

/** The types that the wire or the replaced node leaves to choose from. */
function useFitting({ joint, replaces }: AddNodeMenuProps['request'], query: string): readonly PaletteItem[] {
  const all = usePaletteItems(query)
  const { starred, recent } = useNodePicks((picks) => picks)
  // What a person likes and what they used last comes first.
  const items = [...new Set([...pickItems(all, [...starred, ...recent]), ...all])]
  const { document: documents, nodes } = useEditor()
  const { document } = documents.getState()
  if (joint?.kind === 'between') {
    const types = findConverters(document, nodes, joint.from, joint.to).map(({ type }) => type)
    return pickItems(all, types)
  }
  const old = document.nodes.find(({ id }) => id === replaces)
  return items.filter(({ definition }) => {
    if (old !== undefined) return definition.type !== old.type
    return joint === undefined || fitsJoint(definition, joint, document, nodes)
  })
}

function useTitle({ joint, replaces }: AddNodeMenuProps['request']): string {
  const say = useMessages()
  const { nodeTitle, portTitle, portType } = usePortNames()
  if (replaces !== undefined) return say('commands.replaceTitle', { title: nodeTitle(replaces) })
  switch (joint?.kind) {
    case 'after':
      return say('commands.addAfter', { port: portTitle(joint.from.node, 'output', joint.from.port) })
    case 'before':
      return say('commands.addBefore', { port: portTitle(joint.to.node, 'input', joint.to.port) })
    case 'between':
      return say('commands.addBetween', {
        from: say(portTypeKeys[portType(joint.from.node, 'output', joint.from.port)]),
        to: say(portTypeKeys[portType(joint.to.node, 'input', joint.to.port)]),
      })
    case 'into':
      return say('commands.addInto')
    case undefined:
      return say('commands.addTitle')
  }
}

function useAdd({ at, joint, replaces }: AddNodeMenuProps['request']) {
  const actions = useEditorActions()
  const { document: documents } = useEditor()
  const { screenToFlowPosition } = useReactFlow()
  return ({ definition }: PaletteItem) => {
    if (replaces !== undefined) return actions.replace(replaces, definition)
    const { document } = documents.getState()
    const isBetween = at === null || joint?.kind === 'between'
    const place = isBetween ? middleOf(document, joint) : besideJoint(screenToFlowPosition(at), joint)
    actions.add(definition, {
      at: place,
      ...(joint === undefined ? {} : { joint }),
    })
  }
}

/** A wire's end is at the side of the card, not at its corner. */
function besideJoint({ x, y }: Point, joint: Joint | undefined): Point {
  if (joint?.kind === 'before') return { x: x - cardWidth, y: y - 60 }
  if (joint?.kind === 'after') return { x, y: y - 60 }
  return { x: x - cardWidth / 2, y: y - 20 }
}

/** Half way between the nodes of a wire, on free ground; null where no wire says a place. */
function middleOf({ nodes, edges }: PipelineDocument, joint: Joint | undefined): Point | null {
  if (joint?.kind !== 'into' && joint?.kind !== 'between') return null
  const wire = joint.kind === 'between' ? joint : edges.find(({ id }) => id === joint.edge)
  const from = nodes.find(({ id }) => id === wire?.from.node)?.position
  const to = nodes.find(({ id }) => id === wire?.to.node)?.position
  if (from === undefined || to === undefined) return null
  return findFreePlace(nodes, { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 + 40 })
}
