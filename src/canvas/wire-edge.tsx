/** A wire: coloured by what it carries; after a run solid where the request went and dotted where it did not. */
import type { EdgeProps } from '@xyflow/react'
import { getBezierPath } from '@xyflow/react'
import { Plus } from 'lucide-react'
import type { CSSProperties, ReactNode, SVGAttributes } from 'react'
import { memo, useState } from 'react'
import type { RunView } from '../../runtime/core/trace/run-view.ts'
import { DecisionChip } from '../runs/decision-chip.tsx'
import type { ResolvedNode } from '../document/resolve-node.ts'
import { titleOfPort } from '../drawing/use-port-names.ts'
import { titleOfNode } from '../messages/node-texts.ts'
import { useMessages } from '../messages/messages-context.tsx'
import { useDocument, useEditor, useHeat, useRunView } from '../session/editor-context.tsx'
import { useNodeTexts } from '../session/use-node-texts.ts'
import { joinClasses } from '../ui/class-names.ts'
import { useIsFirstFrameDrawn } from '../ui/first-frame.tsx'
import { Icon } from '../ui/icon.tsx'
import type { WireEdge as Wire } from './flow-nodes.ts'
import { LabelLayer } from './label-layer.tsx'
import { portColour } from '../drawing/port-shape.tsx'
import { handleReach } from '../drawing/wire-path.ts'
import { WireHeat } from './wire-heat.tsx'
import styles from './wire-edge.module.css'

type Taken = 'unknown' | 'running' | 'yes' | 'no'

/** Whether a value went along the wire from `source`'s `port` to `target`. */
export function wasTaken(run: RunView, source: string, port: string, target: string): Taken {
  if (run.status === 'idle') return 'unknown'
  const from = run.nodes[source]
  const to = run.nodes[target]
  if (from === undefined) return run.status === 'running' ? 'unknown' : 'no'
  if (from.state === 'finished') {
    if (!Object.hasOwn(from.outputs, port)) return 'no'
    return to?.state === 'running' ? 'running' : 'yes'
  }
  if (from.state === 'failed') return to?.state === 'finished' ? 'yes' : 'no'
  return from.state === 'skipped' ? 'no' : 'unknown'
}

export const WireEdge = memo(function WireEdge(props: EdgeProps<Wire>) {
  const { source, target, sourceHandleId, targetHandleId, selected, data } = props
  const port = sourceHandleId ?? ''
  const mark = useEditor().marks.get(props.id)
  const taken = useRunView((run) => wasTaken(run, source, port, target))
  // The chip stands where the request left the node that decided, unless that is the end of the line.
  const decision = useRunView((run) =>
    run.decisions.findLast((one) => one.node === source && one.port === port),
  )
  const [path, labelX, labelY] = getBezierPath({
    ...props,
    sourceX: props.sourceX - handleReach,
    targetX: props.targetX + handleReach,
  })
  const isHeatShown = useHeat((state) => state.isShown)
  const [isNear, setIsNear] = useState(false)
  const isDrawn = useIsFirstFrameDrawn()
  const near = { onPointerEnter: () => setIsNear(true), onPointerLeave: () => setIsNear(false) }
  const style = { '--wire': portColour(data?.type ?? 'any') } as CSSProperties
  const label = isHeatShown ? (
    <WireHeat node={source} port={port} room={isNear || selected === true ? Infinity : roomOf(props)} />
  ) : decision === undefined || taken === 'no' ? null : (
    <DecisionChip decision={decision} isShort isTargetHidden />
  )
  return (
    <>
      {selected === true ? <path d={path} className={styles['halo']} /> : null}
      <path
        d={path}
        className={styles['wire']}
        style={style}
        data-edge={props.id}
        data-from={`${source}.${port}`}
        data-to={`${target}.${targetHandleId ?? ''}`}
        data-taken={taken}
        data-mark={mark}
        data-broken={data?.isBroken === true}
        data-selected={selected === true}
      />
      {isDrawn ? <WireReach {...{ props, path, near }} /> : null}
      {isNear || selected === true ? (
        <InsertButton edge={props.id} x={labelX} y={labelY} near={near} />
      ) : null}
      {label === null || data?.isFirst !== true ? null : (
        <PortLabel
          props={props}
          least={leastWidths[isHeatShown ? 'share' : 'decision']}
          isRaised={isNear || selected === true}
        >
          {label}
        </PortLabel>
      )}
    </>
  )
})

interface WireReachProps {
  readonly props: EdgeProps<Wire>
  readonly path: string
  readonly near: Pick<SVGAttributes<SVGPathElement>, 'onPointerEnter' | 'onPointerLeave'>
}

/** What a pointer can catch of a wire, and what a screen reader calls it. */
function WireReach({ props: { data, sourceHandleId, targetHandleId }, path, near }: WireReachProps) {
  const say = useMessages()
  const texts = useNodeTexts()
  const { nodes } = useEditor()
  const nameOf = (end: ResolvedNode | undefined, side: 'input' | 'output', port = '') =>
    end === undefined
      ? ''
      : `${titleOfNode(end.record, nodes, texts)} · ${titleOfPort(end, side, port, texts)}`
  const from = nameOf(data?.from, 'output', sourceHandleId ?? '')
  const to = nameOf(data?.to, 'input', targetHandleId ?? '')
  return (
    <path
      role="img"
      aria-label={say('canvas.wire', { from, to })}
      d={path}
      fill="none"
      strokeOpacity={0}
      strokeWidth={18}
      className="react-flow__edge-interaction"
      {...near}
    />
  )
}

/** The least width, in the drawing's pixels, in which a share, or a decision, says something. */
const leastWidths = { share: 44, decision: 84 }

/**
 * Stands at the port, where its card leaves room, no longer than the way to the card that the wire leads to; where that is too short
 * for anything, only while the wire is looked at.
 */
function PortLabel({ props, least, isRaised, children }: PortLabelProps) {
  const { sourceX, sourceY } = props
  const room = roomOf(props)
  if (room < least && !isRaised) return null
  return (
    <LabelLayer>
      <div
        className={styles['label']}
        style={{
          transform: `translate(${sourceX}px, ${sourceY}px) translateY(-50%)`,
          maxInlineSize: Number.isFinite(room) && !isRaised ? room : undefined,
        }}
        data-raised={isRaised}
      >
        {children}
      </div>
    </LabelLayer>
  )
}

/** Between the handles, which reach beyond their cards; no end of it where a wire leads back. */
function roomOf({ sourceX, targetX }: Pick<EdgeProps, 'sourceX' | 'targetX'>): number {
  return targetX > sourceX ? targetX - sourceX : Infinity
}

interface PortLabelProps {
  readonly props: EdgeProps<Wire>
  readonly least: number
  readonly isRaised: boolean
  readonly children: ReactNode
}

interface InsertButtonProps {
  readonly edge: string
  readonly x: number
  readonly y: number
  /** The pointer on the button is on the wire. */
  readonly near: { readonly onPointerEnter: () => void; readonly onPointerLeave: () => void }
}

/** Puts a node into the wire. By keyboard the command of the same name does it. */
function InsertButton({ edge, x, y, near }: InsertButtonProps) {
  const say = useMessages()
  const { session } = useEditor()
  const isReadOnly = useDocument((state) => state.isReadOnly)
  if (isReadOnly) return null
  return (
    <LabelLayer>
      <button
        type="button"
        tabIndex={-1}
        className={joinClasses(styles['insert'], 'nodrag', 'nopan')}
        aria-label={say('canvas.insertHere')}
        title={say('canvas.insertHere')}
        style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
        onClick={({ clientX, clientY }) =>
          session
            .getState()
            .open({ kind: 'add-node', at: { x: clientX, y: clientY }, joint: { kind: 'into', edge } })
        }
        {...near}
      >
        <Icon icon={Plus} size={14} />
      </button>
    </LabelLayer>
  )
}
