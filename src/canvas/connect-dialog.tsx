/** Wiring without a pointer: choose a port of the node, then one of the ports that fit. */
import { useState } from 'react'
import { ListBox, ListBoxItem } from 'react-aria-components'
import type { PortRecord } from '../../runtime/core/node/ports.ts'
import type { PortEnd } from '../document/commands.ts'
import type { ResolvedNode } from '../document/resolve-node.ts'
import { listConvertiblePorts } from '../document/converters.ts'
import { listCompatiblePorts, resolveNode, wireThatGivesWay } from '../document/resolve-node.ts'
import { useMessages } from '../messages/messages-context.tsx'
import type { PortNames } from '../drawing/use-port-names.ts'
import { usePortNames } from '../drawing/use-port-names.ts'
import { useDocument, useEditor, useSession } from '../session/editor-context.tsx'
import type { PickedPort } from '../session/session-store.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Select } from '../ui/select.tsx'
import styles from './connect-dialog.module.css'
import { PortShape } from '../drawing/port-shape.tsx'
import { describeReplaced, portTypeKeys } from '../drawing/port-texts.ts'
import { useEditorActions } from '../drawing/use-editor-actions.ts'

export function ConnectDialog() {
  const { session, nodes } = useEditor()
  const picked = useSession((state) => state.picked)
  const record = useDocument(({ document }) => document.nodes.find(({ id }) => id === picked?.node))
  if (picked === null || record === undefined) return null
  const close = () => session.getState().pick(null)
  return (
    <OpenDialog key={picked.node} picked={picked} resolved={resolveNode(record, nodes)} onClose={close} />
  )
}

interface OpenDialogProps {
  readonly picked: PickedPort
  readonly resolved: ResolvedNode
  readonly onClose: () => void
}

type Side = PickedPort['side']

/** Picks the first output, or the first input of a node without outputs, unless one was named. */
function firstPort({ inputs, outputs }: ResolvedNode, picked: PickedPort): { side: Side; port: string } {
  if (picked.port !== '') return picked
  const [output] = Object.keys(outputs)
  if (output !== undefined) return { side: 'output', port: output }
  return { side: 'input', port: Object.keys(inputs)[0] ?? '' }
}

/** Of one node, if that is asked for; there the port of the same name is the likeliest. */
function offerPorts(ports: readonly PortEnd[], onto: string | undefined, name: string): readonly PortEnd[] {
  if (onto === undefined) return ports
  return ports
    .filter(({ node }) => node === onto)
    .toSorted((a, b) => Number(b.port === name) - Number(a.port === name))
}

function OpenDialog({ picked, resolved, onClose }: OpenDialogProps) {
  const say = useMessages()
  const actions = useEditorActions()
  const names = usePortNames()
  const { nodes, session } = useEditor()
  const document = useDocument((state) => state.document)
  const [{ side, port }, setChosen] = useState(() => firstPort(resolved, picked))
  const end = { node: picked.node, port }
  const offered = (ports: readonly PortEnd[]) => offerPorts(ports, picked.onto, port)
  const fitting = offered(listCompatiblePorts(document, nodes, end, side))
  const reached = offered(listConvertiblePorts(document, nodes, end, side))
  const putBetween = (other: PortEnd) => {
    const [from, to] = side === 'output' ? [end, other] : [other, end]
    onClose()
    session.getState().open({ kind: 'add-node', at: null, joint: { kind: 'between', from, to } })
  }
  const type = (side === 'output' ? resolved.outputs : resolved.inputs)[port]?.type ?? 'any'
  const listPorts = (of: Side, ports: PortRecord) =>
    Object.entries(ports).map(([name, one]) => ({
      id: `${of} ${name}`,
      label: names.portTitle(end.node, of, name),
      description: `${say(of === 'output' ? 'canvas.output' : 'canvas.input')} · ${say(portTypeKeys[one.type])}`,
    }))
  const replacedBy = (other: PortEnd) => {
    const to = side === 'output' ? other : end
    return describeReplaced(wireThatGivesWay(document, nodes, to), names, say)
  }
  const connect = (other: PortEnd) => {
    const [from, to] = side === 'output' ? [end, other] : [other, end]
    const hasDone =
      picked.moved === undefined ? actions.connect(from, to) : actions.reconnect(picked.moved, from, to)
    if (hasDone) onClose()
  }
  return (
    <Dialog
      title={say('canvas.connectTitle', { title: names.nodeTitle(picked.node) })}
      isOpen
      onClose={onClose}
      width={440}
    >
      <Select
        label={say('canvas.connectPort')}
        items={[...listPorts('output', resolved.outputs), ...listPorts('input', resolved.inputs)]}
        value={`${side} ${port}`}
        onChange={(id) => {
          const [chosenSide, name = ''] = id.split(' ')
          setChosen({ side: chosenSide === 'input' ? 'input' : 'output', port: name })
        }}
      />
      {fitting.length === 0 ? (
        <p>{say('canvas.connectNone', { type: say(portTypeKeys[type]) })}</p>
      ) : (
        <TargetList
          label={say('canvas.connectTo')}
          ports={fitting}
          side={side}
          names={names}
          replacedBy={replacedBy}
          onChoose={connect}
          isFirst
        />
      )}
      {reached.length === 0 ? null : (
        <>
          <h3 className={styles['between']}>{say('canvas.connectBetween')}</h3>
          <TargetList
            label={say('canvas.connectBetween')}
            ports={reached}
            side={side}
            names={names}
            replacedBy={replacedBy}
            onChoose={putBetween}
            isFirst={fitting.length === 0}
          />
        </>
      )}
    </Dialog>
  )
}

interface TargetListProps {
  readonly label: string
  readonly ports: readonly PortEnd[]
  readonly side: Side
  readonly names: PortNames
  /** What a wire to the port would put an end to, in words. */
  readonly replacedBy: (port: PortEnd) => string | null
  readonly onChoose: (port: PortEnd) => void
  /** Takes the focus when the dialog opens. */
  readonly isFirst: boolean
}

function TargetList({ label, ports, side, names, replacedBy, onChoose, isFirst }: TargetListProps) {
  const otherSide = side === 'output' ? 'input' : 'output'
  return (
    <ListBox
      aria-label={label}
      className={styles['list'] ?? ''}
      autoFocus={isFirst ? 'first' : false}
      onAction={(key) => {
        const chosen = ports.find(({ node, port }) => `${node} ${port}` === key)
        if (chosen !== undefined) onChoose(chosen)
      }}
    >
      {ports.map(({ node, port }) => {
        const text = names.portOf(node, otherSide, port)
        const replaced = replacedBy({ node, port })
        return (
          <ListBoxItem
            key={`${node} ${port}`}
            id={`${node} ${port}`}
            textValue={replaced === null ? text : `${text}. ${replaced}`}
            className={styles['item'] ?? ''}
          >
            <PortShape type={names.portType(node, otherSide, port)} />
            {text}
            {replaced === null ? null : <span className={styles['replaced']}>{replaced}</span>}
          </ListBoxItem>
        )
      })}
    </ListBox>
  )
}
