/** The last value of every port: choose a node at the left (or on the canvas), read its inputs and outputs. */
import type { TracedValues } from '../../runtime/core/trace/events.ts'
import type { RunView } from '../../runtime/core/trace/run-view.ts'
import { StateMark } from '../drawing/state-mark.tsx'
import { useFailureText, useMessages } from '../messages/messages-context.tsx'
import { Notice } from '../ui/notice.tsx'
import { JsonTree } from './json-tree.tsx'
import styles from './node-values.module.css'
import { useNodeNames } from './trace-context.tsx'
import { TracedValueView } from './value-view.tsx'

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
  const begins = (node: string) => view.nodes[node]?.queuedAt ?? view.nodes[node]?.finishedAt ?? Infinity
  return Object.keys(view.nodes).sort((a, b) => begins(a) - begins(b))
}

export function NodeValues({ view, selected, onSelect }: NodeValuesProps) {
  const say = useMessages()
  const { titleOf } = useNodeNames()
  const nodes = listRunNodes(view)
  const open = selected !== null && nodes.includes(selected) ? selected : nodes[0]
  if (open === undefined) return null
  return (
    <div className={styles['values']}>
      <ul className={styles['nodes']} aria-label={say('trace.nodes')}>
        {nodes.map((node) => (
          <li key={node}>
            <button
              type="button"
              className={styles['node']}
              aria-current={node === open ? 'true' : undefined}
              onClick={() => onSelect(node)}
            >
              <StateMark state={view.nodes[node]?.state ?? 'idle'} isMuted={false} hasIssue={false} />
              <span>{titleOf(node)}</span>
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
  const failureText = useFailureText()
  const seen = view.nodes[node]
  if (seen === undefined) return null
  return (
    <>
      {seen.error === undefined ? null : <Notice tone="danger">{failureText(seen.error)}</Notice>}
      {seen.isReused === true ? <p className={styles['none']}>{say('trace.reusedText')}</p> : null}
      {seen.skippedBecause === undefined ? null : (
        <p className={styles['none']}>{say(skippedKeys[seen.skippedBecause])}</p>
      )}
      <Ports title={say('trace.outputs')} side="outputs" values={seen.outputs} view={view} node={node} />
      <Ports title={say('trace.inputs')} side="inputs" values={seen.inputs} view={view} node={node} />
      {Object.keys(seen.annotations).length === 0 ? null : (
        <section className={styles['port']}>
          <h3>{say('trace.notes')}</h3>
          <JsonTree value={{ ...seen.annotations }} />
        </section>
      )}
    </>
  )
}

interface PortsProps {
  readonly title: string
  readonly side: 'inputs' | 'outputs'
  readonly values: TracedValues
  readonly view: RunView
  readonly node: string
}

function Ports({ title, side, values, view, node }: PortsProps) {
  const { portTitleOf, portTypeOf } = useNodeNames()
  return Object.entries(values).map(([port, traced]) => (
    <section key={side + port} className={styles['port']}>
      <h3>
        {portTitleOf(node, side, port)} <span className={styles['side']}>{title}</span>
      </h3>
      <TracedValueView traced={traced} view={view} node={node} type={portTypeOf(node, side, port)} />
    </section>
  ))
}
