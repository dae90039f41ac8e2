/** The last value of every port: choose a node at the left (or on the canvas), read its inputs and outputs. */
import { Pin, PinOff, RotateCcw } from 'lucide-react'
import { isInside, subRunOf, withoutItems } from '../../runtime/core/trace/node-path.ts'
import type { RunView } from '../../runtime/core/trace/run-view.ts'
import { StateMark } from '../drawing/state-mark.tsx'
import { useMessages } from '../messages/messages-context.tsx'
import { shownSubRun, subRunsOf } from '../runs/sub-runs.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { JsonTree } from './json-tree.tsx'
import { NodePorts } from './node-ports.tsx'
import styles from './node-values.module.css'
import { useNodeNames, useNodeTools, useRunFailureText } from './trace-context.tsx'

const skippedKeys = {
  muted: 'trace.skippedMuted',
  'run-ended': 'trace.skippedEnded',
  'input-not-taken': 'trace.skippedInput',
  'not-asked': 'trace.skippedNotAsked',
} as const

export interface NodeValuesProps {
  readonly view: RunView
  readonly selected: string | null
  readonly onSelect: (node: string) => void
}

/** The nodes of a run in the order in which they began. */
export function listRunNodes(view: RunView): readonly string[] {
  return Object.keys(view.nodes)
    .filter((node) => !isInside(node))
    .sort(byStart(view))
}

function byStart({ nodes }: RunView): (a: string, b: string) => number {
  const begins = (node: string) => nodes[node]?.queuedAt ?? nodes[node]?.finishedAt ?? Infinity
  return (a, b) => begins(a) - begins(b)
}

/** Below a node stands what is inside it, where that is on the way to the one that is open. */
function listUnfolded(view: RunView, open: string, subRun: string | null = null): readonly string[] {
  const nodes = Object.keys(view.nodes).filter((node) => subRunOf(node) === subRun)
  return nodes.sort(byStart(view)).flatMap((node) => {
    const onTheWay = subRunsOf(view, node).find((path) => open.startsWith(`${path}/`))
    const inside = onTheWay ?? (node === open ? shownSubRun(view, node, undefined) : undefined)
    return inside === undefined ? [node] : [node, ...listUnfolded(view, open, inside)]
  })
}

export function NodeValues({ view, selected, onSelect }: NodeValuesProps) {
  const say = useMessages()
  const { titleOf, ownTitleOf } = useNodeNames()
  const open = selected !== null && selected in view.nodes ? selected : listRunNodes(view)[0]
  if (open === undefined) return null
  return (
    <div className={styles['values']}>
      <ul className={styles['nodes']} aria-label={say('trace.nodes')}>
        {listUnfolded(view, open).map((node) => (
          <li key={node}>
            <button
              type="button"
              className={styles['node']}
              aria-current={node === open ? 'true' : undefined}
              onClick={() => onSelect(node)}
              style={{ paddingInlineStart: `${6 + 14 * (node.split('/').length - 1)}px` }}
              title={titleOf(node)}
            >
              <StateMark state={view.nodes[node]?.state ?? 'idle'} isMuted={false} hasIssue={false} />
              <span>{ownTitleOf(node)}</span>
            </button>
          </li>
        ))}
      </ul>
      <section className={styles['detail']} aria-label={titleOf(open)}>
        <NodeDetail key={open} view={view} node={open} />
      </section>
    </div>
  )
}

function NodeDetail({ view, node }: { view: RunView; node: string }) {
  const say = useMessages()
  const failureText = useRunFailureText()
  const tools = useNodeTools(node)
  const seen = view.nodes[node]
  if (seen === undefined) return null
  const retry =
    tools === null || seen.state !== 'failed' ? undefined : (
      <Button isSmall icon={RotateCcw} isDisabled={!tools.canRetry} onPress={() => tools.retry(node)}>
        {say('trace.retry')}
      </Button>
    )
  return (
    <>
      {seen.error === undefined ? null : (
        <Notice tone="danger" action={retry}>
          {failureText(seen.error)}
        </Notice>
      )}
      <PinRow
        node={node}
        canPin={seen.state === 'finished' && Object.keys(seen.outputs).length > 0}
        isOfRun={seen.isPinned === true}
      />
      {seen.isPinned === true && tools?.pinned.has(withoutItems(node)) !== true ? (
        <p className={styles['none']}>{say('trace.pinnedText')}</p>
      ) : null}
      {seen.isReused === true ? <p className={styles['none']}>{say('trace.reusedText')}</p> : null}
      {seen.skippedBecause === undefined ? null : (
        <p className={styles['none']}>{say(skippedKeys[seen.skippedBecause])}</p>
      )}
      <NodePorts side="outputs" values={seen.outputs} view={view} node={node} />
      <NodePorts side="inputs" values={seen.inputs} view={view} node={node} />
      {Object.keys(seen.annotations).length === 0 ? null : (
        <section className={styles['port']}>
          <h3>{say('trace.notes')}</h3>
          <JsonTree value={{ ...seen.annotations }} />
        </section>
      )}
    </>
  )
}

interface PinRowProps {
  readonly node: string
  readonly canPin: boolean
  /** The run on show took the held values. */
  readonly isOfRun: boolean
}

/** Whether later runs take these outputs as they are. */
function PinRow({ node, canPin, isOfRun }: PinRowProps) {
  const say = useMessages()
  const tools = useNodeTools(node)
  if (tools === null) return null
  const isPinned = tools.pinned.has(withoutItems(node))
  if (!isPinned && !canPin) return null
  return (
    <div className={styles['pinRow']}>
      <Button
        isSmall
        icon={isPinned ? PinOff : Pin}
        aria-description={say('trace.pinHelp')}
        onPress={() => tools.togglePin(node)}
      >
        {say(isPinned ? 'trace.unpin' : 'trace.pin')}
      </Button>
      {isPinned ? (
        <span className={styles['side']}>{say(isOfRun ? 'trace.pinnedBoth' : 'trace.pinnedNow')}</span>
      ) : null}
    </div>
  )
}
