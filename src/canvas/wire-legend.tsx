/** What the shapes and colours of ports and wires mean: each type that this pipeline uses, or could. */
import { X } from 'lucide-react'
import { useMemo } from 'react'
import type { PortType } from '../../runtime/core/node/ports.ts'
import { portTypes } from '../../runtime/core/node/ports.ts'
import { resolveNode } from '../document/resolve-node.ts'
import { PortShape, portColour } from '../drawing/port-shape.tsx'
import { portTypeKeys } from '../drawing/port-texts.ts'
import { useMessages } from '../messages/messages-context.tsx'
import { useDocument, useEditor } from '../session/editor-context.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import styles from './wire-legend.module.css'

export function WireLegend() {
  const say = useMessages()
  const { canvasOptions } = useEditor()
  const wires = useWireCounts()
  return (
    <section className={styles['legend']} aria-label={say('canvas.legend')}>
      <div className={styles['head']}>
        <h2>{say('canvas.legend')}</h2>
        <IconButton
          label={say('ui.close')}
          icon={X}
          isSmall
          onPress={() => canvasOptions.getState().toggleLegend()}
        />
      </div>
      <ul>
        {portTypes.map((type) => (
          <li key={type} data-used={wires.has(type)}>
            <PortShape type={type} />
            <span className={styles['wire']} style={{ background: portColour(type) }} aria-hidden />
            <span>{say(portTypeKeys[type])}</span>
            <span className={styles['count']}>
              {wires.has(type) ? say('canvas.legendWires', { n: wires.get(type) ?? 0 }) : ''}
            </span>
          </li>
        ))}
      </ul>
      <p>{say('canvas.legendLines')}</p>
    </section>
  )
}

/** How many wires carry each type; a wire is drawn in the type of the output it comes from. */
function useWireCounts(): ReadonlyMap<PortType, number> {
  const { nodes: registry } = useEditor()
  const nodes = useDocument(({ document }) => document.nodes)
  const edges = useDocument(({ document }) => document.edges)
  return useMemo(() => {
    const resolved = new Map(nodes.map((record) => [record.id, resolveNode(record, registry)]))
    const counts = new Map<PortType, number>()
    for (const { from, to } of edges) {
      const port = resolved.get(from.node)?.outputs[from.port] ?? resolved.get(to.node)?.inputs[to.port]
      const type = port?.type ?? 'any'
      counts.set(type, (counts.get(type) ?? 0) + 1)
    }
    return counts
  }, [nodes, edges, registry])
}
