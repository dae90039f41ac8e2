/** The pipeline as a tree: a whole second editor for the keyboard and for those who do not see the canvas. */
import { ChevronRight } from 'lucide-react'
import type { KeyboardEvent, MouseEvent, ReactNode } from 'react'
import { Button as AriaButton, Tree, TreeItem, TreeItemContent } from 'react-aria-components'
import { commandList } from '../commands/command-list.ts'
import { describePress, findByKeys } from '../commands/keymap.ts'
import { useKeyNames } from '../commands/use-key-names.ts'
import { callCommand, useCommandContext } from '../commands/use-commands.ts'
import { resolveNode } from '../document/resolve-node.ts'
import { nodeIcon, nodeTone } from '../drawing/node-icons.ts'
import { PortShape } from '../drawing/port-shape.tsx'
import { StateMark } from '../drawing/state-mark.tsx'
import { usePortNames } from '../drawing/use-port-names.ts'
import { useLocale, useMessages } from '../messages/messages-context.tsx'
import { useDocument, useEditor, useIssues, useRunView, useSession } from '../session/editor-context.tsx'
import { formatDuration } from '../ui/format-number.ts'
import { Icon } from '../ui/icon.tsx'
import { Panel } from '../ui/panel.tsx'
import type { OutlineNode, OutlinePort } from './outline-model.ts'
import { outlineOf } from './outline-model.ts'
import styles from './outline-panel.module.css'

export function OutlinePanel() {
  const say = useMessages()
  const { nodes: registry, session } = useEditor()
  const document = useDocument((state) => state.document)
  const selected = useSession(({ selection }) => selection.nodes)
  const outline = outlineOf(document, registry)
  const keys = useOutlineKeys(outline)
  const keyNames = useKeyNames()
  return (
    <Panel side="left" name="outline" label={say('outline.title')} initialSize={280} minSize={200}>
      <h2 className={styles['title']}>{say('outline.title')}</h2>
      <p className={styles['help']}>{say('outline.help', keyNames)}</p>
      <div className={styles['keys']} {...keys} role="presentation">
        <Tree
          aria-label={say('outline.title')}
          className={styles['tree'] ?? ''}
          selectionMode="multiple"
          selectionBehavior="replace"
          selectedKeys={[...selected].map((id) => `node ${id}`)}
          onSelectionChange={(chosen) => {
            const ids = chosen === 'all' ? outline.map(({ record }) => record.id) : nodesOf(chosen)
            session.getState().select(ids)
            const [only] = ids
            if (ids.length === 1 && only !== undefined) session.getState().centre(only)
          }}
          renderEmptyState={() => <p className={styles['help']}>{say('outline.empty', keyNames)}</p>}
        >
          {outline.map((node) => (
            <NodeItem key={node.record.id} node={node} />
          ))}
        </Tree>
      </div>
    </Panel>
  )
}

const nodesOf = (keys: ReadonlySet<string | number>) =>
  [...keys].map(String).flatMap((key) => (key.startsWith('node ') ? [key.slice(5)] : []))

function NodeItem({ node: { record, group, ports } }: { node: OutlineNode }) {
  const say = useMessages()
  const locale = useLocale()
  const { nodes: registry, session } = useEditor()
  const { nodeTitle } = usePortNames()
  const view = useRunView((run) => run.nodes[record.id])
  const hasIssue = useIssues(({ byNode }) => byNode.has(record.id))
  const { definition } = resolveNode(record, registry)
  const title = nodeTitle(record.id)
  return (
    <TreeItem
      id={`node ${record.id}`}
      textValue={title}
      className={styles['item'] ?? ''}
      onAction={() => session.getState().goToNode(record.id)}
    >
      <Row>
        <span style={{ color: nodeTone(definition) }}>
          <Icon icon={nodeIcon(definition)} />
        </span>
        <span className={styles['text']}>{title}</span>
        {group === null ? null : <span className={styles['aside']}>{group}</span>}
        {view?.durationMs === undefined ? null : (
          <span className={styles['aside']}>{formatDuration(view.durationMs, locale)}</span>
        )}
        <StateMark state={view?.state ?? 'idle'} isMuted={record.muted === true} hasIssue={hasIssue} />
      </Row>
      {ports.map((port) => (
        <PortItem
          key={`${port.side} ${port.end.port}`}
          port={port}
          ofTitle={say('outline.portsOf', { title })}
        />
      ))}
    </TreeItem>
  )
}

function PortItem({ port: { end, side, wires }, ofTitle }: { port: OutlinePort; ofTitle: string }) {
  const say = useMessages()
  const { session } = useEditor()
  const names = usePortNames()
  const title = names.portTitle(end.node, side, end.port)
  const others = wires.map(({ other }) => {
    const otherSide = side === 'input' ? 'output' : 'input'
    return `${names.nodeTitle(other.node)} · ${names.portTitle(other.node, otherSide, other.port)}`
  })
  const text =
    others.length === 0
      ? say(side === 'input' ? 'outline.inputFree' : 'outline.outputFree', { port: title })
      : say(side === 'input' ? 'outline.inputFrom' : 'outline.outputTo', {
          port: title,
          others: others.join(', '),
        })
  return (
    <TreeItem
      id={`port ${side} ${end.node} ${end.port}`}
      textValue={`${text} ${ofTitle}`}
      className={styles['item'] ?? ''}
      onAction={() => session.getState().pick({ ...end, side })}
    >
      <Row>
        <PortShape type={names.portType(end.node, side, end.port)} />
        <span className={styles['text']}>{text}</span>
      </Row>
    </TreeItem>
  )
}

function Row({ children }: { children: ReactNode }) {
  const say = useMessages()
  return (
    <TreeItemContent>
      {({ hasChildItems, level }) => (
        <div className={styles['row']} style={{ paddingInlineStart: (level - 1) * 28 }}>
          {hasChildItems ? (
            <AriaButton slot="chevron" aria-label={say('outline.unfold')} className={styles['chevron'] ?? ''}>
              <Icon icon={ChevronRight} size={14} />
            </AriaButton>
          ) : null}
          {children}
        </div>
      )}
    </TreeItemContent>
  )
}

/** Keys that the tree itself answers. */
const treeKeys = new Set([
  'ArrowUp',
  'ArrowDown',
  'ArrowLeft',
  'ArrowRight',
  'Home',
  'End',
  'Enter',
  ' ',
  'Tab',
])

/** On a node every command that the canvas knows; on a port wiring it, cutting its wires and adding what goes on it. */
function useOutlineKeys(outline: readonly OutlineNode[]) {
  const context = useCommandContext()
  const { session, document: documents, keymap } = context.editor
  const keyOf = (target: EventTarget) =>
    target instanceof Element ? (target.closest('[role="row"]')?.getAttribute('data-key') ?? '') : ''
  const portOf = (key: string) =>
    outline
      .flatMap(({ ports }) => ports)
      .find(({ side, end }) => key === `port ${side} ${end.node} ${end.port}`)

  const onPort = (port: OutlinePort, command: string): boolean => {
    if (documents.getState().isReadOnly) return false
    const { end, side, wires } = port
    if (command === 'connect') session.getState().pick({ ...end, side })
    else if (command === 'add-node') {
      const joint =
        side === 'output' ? ({ kind: 'after', from: end } as const) : ({ kind: 'before', to: end } as const)
      session.getState().open({ kind: 'add-node', at: null, joint })
    } else if (command === 'delete' && wires.length > 0) {
      session.getState().select(
        [],
        wires.map(({ edge }) => edge),
      )
      context.actions.deleteSelection()
    } else return false
    return true
  }

  return {
    onKeyDownCapture: (event: KeyboardEvent) => {
      if (treeKeys.has(event.key) && !event.altKey && !event.ctrlKey && !event.metaKey) return
      const pressed = describePress(event)
      if (pressed === null) return
      const key = keyOf(event.target)
      const port = portOf(key)
      const node = key.startsWith('node ') ? key.slice(5) : port?.end.node
      const command = findByKeys(commandList, keymap.getState(), pressed)
      if (command === undefined) return
      if (port !== undefined && onPort(port, command.id)) return stop(event)
      if (node !== undefined && command.menus?.includes('nodes') === true) {
        if (!session.getState().selection.nodes.has(node)) session.getState().select([node])
      }
      if (callCommand(command, context)) stop(event)
    },
    onContextMenu: (event: MouseEvent) => {
      const key = keyOf(event.target)
      if (!key.startsWith('node ')) return
      event.preventDefault()
      const node = key.slice(5)
      if (!session.getState().selection.nodes.has(node)) session.getState().select([node])
      session.getState().open({ kind: 'menu', at: { x: event.clientX, y: event.clientY }, on: 'nodes' })
    },
  }
}

function stop(event: KeyboardEvent): void {
  event.preventDefault()
  event.stopPropagation()
}
