/** The last values of one side of a node: each with where it came from, and for outputs the ways to hold them. */
import { PencilLine } from 'lucide-react'
import type { TracedValues } from '../../runtime/core/trace/events.ts'
import { withoutItems } from '../../runtime/core/trace/node-path.ts'
import type { RunView } from '../../runtime/core/trace/run-view.ts'
import { useMessages } from '../messages/messages-context.tsx'
import { Button } from '../ui/button.tsx'
import styles from './node-values.module.css'
import { useNodeNames, useNodeTools, useTraceSource } from './trace-context.tsx'
import { TracedValueView } from './value-view.tsx'

export interface NodePortsProps {
  readonly side: 'inputs' | 'outputs'
  readonly values: TracedValues
  readonly view: RunView
  readonly node: string
}

export function NodePorts({ side, values, view, node }: NodePortsProps) {
  const say = useMessages()
  const { portTitleOf, portTypeOf } = useNodeNames()
  const tools = useNodeTools(node)
  return Object.entries(values).map(([port, traced]) => {
    const title = portTitleOf(node, side, port)
    return (
      <section key={side + port} className={styles['port']}>
        <h3 className={styles['portHead']}>
          <span>
            {title}{' '}
            <span className={styles['side']}>
              {say(side === 'inputs' ? 'trace.inputs' : 'trace.outputs')}
            </span>
          </span>
          {side === 'inputs' ? <Origin view={view} node={node} port={port} /> : null}
          {side === 'inputs' || tools === null || portTypeOf(node, side, port) === undefined ? null : (
            <Button
              isSmall
              variant="quiet"
              icon={PencilLine}
              aria-label={say('trace.editValueOf', { port: title })}
              onPress={() => tools.editOutputs(node, port)}
            >
              {say('trace.editValue')}
            </Button>
          )}
        </h3>
        <TracedValueView traced={traced} view={view} node={node} type={portTypeOf(node, side, port)} />
      </section>
    )
  })
}

/** Reused from an earlier run, chained from a node that ran, or typed by a person; nothing where several wires lead in. */
function Origin({ view, node, port }: { view: RunView; node: string; port: string }) {
  const say = useMessages()
  const { titleOf } = useNodeNames()
  const { edges, nodes } = useTraceSource()
  const place = withoutItems(node)
  const [edge, ...others] = edges.filter(({ to }) => to.node === place && to.port === port)
  if (edge === undefined || others.length > 0) return null
  // Of the same level, and for the same item.
  const source = node.slice(0, node.lastIndexOf('/') + 1) + edge.from.node.slice(place.lastIndexOf('/') + 1)
  const seen = view.nodes[source]
  const title = titleOf(source)
  const text =
    seen?.isPinned === true
      ? say('trace.fromPinned', { title })
      : seen?.isReused === true
        ? say('trace.fromReused')
        : nodes.get(edge.from.node)?.type === 'input'
          ? say('trace.fromAsked')
          : say('trace.fromRun', { title })
  return (
    <span className={styles['side']} data-testid="input-origin">
      {text}
    </span>
  )
}
