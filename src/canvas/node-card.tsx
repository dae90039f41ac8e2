/** A node on the canvas. It listens only to its own record, its own part of the run and its own faults. */
import type { NodeProps } from '@xyflow/react'
import type { CSSProperties } from 'react'
import { Pin } from 'lucide-react'
import { memo } from 'react'
import { useStore } from 'zustand'
import { referenceOf } from '../../runtime/core/document/find-inside.ts'
import type { NodeView } from '../../runtime/core/trace/run-view.ts'
import { setSetting } from '../document/commands.ts'
import type { ResolvedNode } from '../document/resolve-node.ts'
import { useIssueText } from '../forms/use-issue-text.ts'
import { useLocale, useMessages } from '../messages/messages-context.tsx'
import { DecisionChip } from '../runs/decision-chip.tsx'
import type { NodeTextReader } from '../messages/node-texts.ts'
import {
  useDocument,
  useEditor,
  useHeat,
  useIsPinned,
  useIssues,
  useRunView,
} from '../session/editor-context.tsx'
import { useNodeTexts } from '../session/use-node-texts.ts'
import { ErrorBoundary } from '../ui/error-boundary.tsx'
import { joinClasses } from '../ui/class-names.ts'
import { formatDuration, formatPercent } from '../ui/format-number.ts'
import { Icon } from '../ui/icon.tsx'
import { Late } from '../ui/late.tsx'
import { lazyComponent } from '../ui/lazy-component.ts'
import type { CardPort } from '../drawing/card-layout.ts'
import { cardRows } from '../drawing/card-layout.ts'
import { heatOf } from '../runs/heat-store.ts'
import type { CardPlace } from './below-card.tsx'
import { ChangeTag } from './change-tag.tsx'
import { CardHeat, CardHeatTimes } from './card-heat.tsx'
import { CardMetrics } from './card-metrics.tsx'
import { CardPreparing, CardProgress } from './card-progress.tsx'
import type { CardNode } from './flow-nodes.ts'
import styles from './node-card.module.css'
import { nodeIcon, nodeTone } from '../drawing/node-icons.ts'
import { PortHandle } from './port-handle.tsx'
import { portTypeKeys } from '../drawing/port-texts.ts'
import { stateKeys, StateMark } from '../drawing/state-mark.tsx'

const CardFailure = lazyComponent(async () => (await import('./card-failure.tsx')).CardFailure, {
  isNeededSoon: true,
})

/** What a node type of a host says about itself may fail; the other cards stay. */
export const NodeCard = memo(function NodeCard(props: NodeProps<CardNode>) {
  const { record } = props.data.resolved
  return (
    <ErrorBoundary isSmall name={record.name ?? record.type} of={props.data.resolved}>
      <Card {...props} />
    </ErrorBoundary>
  )
})

function Card(props: NodeProps<CardNode>) {
  const { id, data, selected } = props
  const say = useMessages()
  const mark = useEditor().marks.get(id)
  const texts = useNodeTexts()
  const view = useRunView((run) => run.nodes[id])
  const issue = useIssues(({ byNode }) => byNode.get(id)?.[0])
  const issueText = useIssueText()
  const isPinned = useIsPinned(id)
  const { resolved, missing } = data
  const { record, definition } = resolved
  const type = definition === undefined ? record.type : texts.titleOf(definition)
  const title = record.name ?? type
  const state = view?.state ?? 'idle'
  const stateText = isPinned
    ? say('canvas.pinnedState', { state: say(stateKeys[state]) })
    : say(stateKeys[state])
  const isHeatShown = useHeat(({ isShown, map }) => isShown && map !== null)
  const heat = useHeat(({ isShown, map, measure }) =>
    isShown && map !== null ? heatOf(map, measure, id) : null,
  )
  const tone = { '--tone': nodeTone(definition), '--heat': heat ?? 0 } as CSSProperties
  return (
    <div
      className={styles['card']}
      style={tone}
      tabIndex={0}
      role="group"
      aria-roledescription={say('canvas.node')}
      aria-label={say('canvas.nodeLabel', { title, type, state: stateText })}
      data-card={id}
      data-mark={mark}
      data-selected={selected}
      data-state={state}
      data-muted={record.muted === true}
      data-heat={isHeatShown ? (heat === null ? 'few' : 'known') : undefined}
    >
      {mark === undefined ? null : <ChangeTag mark={mark} />}
      <div className={styles['head']}>
        <Icon icon={nodeIcon(definition)} />
        <span className={styles['title']} title={title}>
          {title}
        </span>
        {isPinned ? (
          <span className={styles['pin']} title={say('canvas.pinned')} data-testid="pin-mark">
            <Icon icon={Pin} label={say('canvas.pinned')} />
          </span>
        ) : null}
        <StateMark state={state} isMuted={record.muted === true} hasIssue={issue !== undefined} />
      </div>
      <div className={styles['body']}>
        <div
          className={styles['summary']}
          data-issue={issue !== undefined}
          title={issue === undefined ? undefined : issueText(issue)}
        >
          {issue === undefined ? (
            <Summary id={id} resolved={resolved} isHeatShown={isHeatShown} />
          ) : (
            issueText(issue)
          )}
        </div>
        {cardRows(resolved, missing).map(({ input, output }, row) => (
          <div key={`${input?.name ?? ''} ${output?.name ?? ''}`} className={styles['row']}>
            {input === undefined ? null : (
              <PortCell id={id} side="input" row={row} port={input} of={resolved} />
            )}
            {output === undefined ? null : (
              <PortCell id={id} side="output" row={row} port={output} of={resolved} />
            )}
          </div>
        ))}
        <OwnCard id={id} resolved={resolved} view={view} />
      </div>
      <Below of={placeOf(props, title)} resolved={resolved} view={view} isHeatShown={isHeatShown} />
    </div>
  )
}

function placeOf(props: NodeProps<CardNode>, title: string): CardPlace {
  return {
    node: props.id,
    title,
    x: props.positionAbsoluteX,
    bottom: props.positionAbsoluteY + (props.height ?? 0),
    isSelected: props.selected,
  }
}

interface BelowProps {
  readonly of: CardPlace
  readonly resolved: ResolvedNode
  readonly view: NodeView | undefined
  readonly isHeatShown: boolean
}

function Below({ of, resolved, view, isHeatShown }: BelowProps) {
  if (isHeatShown) return <CardHeat of={of} resolved={resolved} />
  return (
    <>
      {view === undefined ? (
        <CardMetrics of={of} resolved={resolved} />
      ) : (
        <CardFoot id={of.node} view={view} />
      )}
      <CardPreparing resolved={resolved} />
    </>
  )
}

interface SummaryProps {
  readonly id: string
  readonly resolved: ResolvedNode
  readonly isHeatShown: boolean
}

/** What the node is set to, in whose place stands what it did: there it covers nothing. */
function Summary({ id, resolved, isHeatShown }: SummaryProps) {
  const texts = useNodeTexts()
  const decision = useRunView((run) => run.decisions.findLast(({ node }) => node === id))
  if (isHeatShown) return <CardHeatTimes id={id} />
  if (decision !== undefined) return <DecisionChip decision={decision} isShort />
  return resolved.definition?.subPipelines === undefined ? (
    describe(resolved, texts)
  ) : (
    <PipelineSummary resolved={resolved} />
  )
}

/** A stored pipeline is called by its name as soon as it is here: settings hold its id. */
function PipelineSummary({ resolved }: Pick<SummaryProps, 'resolved'>) {
  const texts = useNodeTexts()
  const { nodes, stored } = useEditor()
  const reference = referenceOf(resolved.record, nodes)
  const named = reference !== undefined && 'id' in reference ? reference : undefined
  const name = useStore(stored.store, ({ find }) => (named === undefined ? undefined : find(named)?.name))
  const text = describe(resolved, texts)
  const isCalledById = named !== undefined && text.startsWith(named.id)
  return isCalledById && name !== undefined ? name + text.slice(named.id.length) : text
}

/** At most two facts about the settings, as the node type tells them. */
function describe({ definition, config, isValid }: ResolvedNode, texts: NodeTextReader): string {
  if (definition === undefined || !isValid) return ''
  return texts.factsOf(definition, config).slice(0, 2).join(' · ')
}

interface PartProps {
  readonly id: string
  readonly resolved: ResolvedNode
  readonly view: NodeView | undefined
}

/** What the host draws on the cards of this type. */
function OwnCard({ id, resolved, view }: PartProps) {
  const { cards, document: documents } = useEditor()
  const isReadOnly = useDocument((state) => state.isReadOnly)
  const design = cards.get(resolved.record.type)
  if (design === undefined) return null
  const Design = design.component
  return (
    <div
      data-host-content
      className={styles['own']}
      style={{ '--own-height': `${design.heightPx}px` } as CSSProperties}
    >
      <ErrorBoundary isSmall of={resolved}>
        <Design
          nodeId={id}
          config={resolved.config}
          setSetting={(name, value) => documents.getState().apply(setSetting(id, name, value))}
          run={view}
          isReadOnly={isReadOnly}
        />
      </ErrorBoundary>
    </div>
  )
}

interface PortCellProps {
  readonly id: string
  readonly side: 'input' | 'output'
  readonly row: number
  readonly port: CardPort
  readonly of: ResolvedNode
}

function PortCell({ id, side, row, port, of: { definition } }: PortCellProps) {
  const say = useMessages()
  const texts = useNodeTexts()
  const known = port.port
  const name =
    known === undefined || definition === undefined
      ? port.name
      : texts.portTitleOf(definition, side === 'input' ? 'inputs' : 'outputs', port.name, known)
  const title =
    known === undefined
      ? say('canvas.missingPort', { port: name })
      : say('canvas.portTip', { port: name, type: say(portTypeKeys[known.type]) })
  return (
    <>
      <PortHandle node={id} side={side} row={row} port={port} title={title} />
      <span
        className={joinClasses(styles['port'], side === 'output' && styles['output'])}
        data-optional={known?.optional === true}
        data-missing={known === undefined && definition !== undefined}
        title={name}
      >
        {name}
      </span>
    </>
  )
}

/** How long it took and which part of the whole that is; hangs below the card, so that the card keeps its size. */
function CardFoot({ id, view }: { id: string; view: NodeView }) {
  const say = useMessages()
  const locale = useLocale()
  const wallMs = useRunView((run) => run.timing?.wallMs)
  const { durationMs } = view
  const streamed = Object.values(view.streamed).at(-1)
  const share = wallMs === undefined || durationMs === undefined ? null : durationMs / wallMs
  return (
    <>
      {durationMs === undefined ? null : (
        <div className={styles['foot']}>
          <span>{formatDuration(durationMs, locale)}</span>
          <span className={styles['footBar']}>
            {share === null ? null : <span style={{ inlineSize: `${Math.min(1, share) * 100}%` }} />}
          </span>
          {view.isPinned === true ? (
            <span>{say('trace.pinnedMark')}</span>
          ) : view.isReused === true ? (
            <span>{say('trace.reused')}</span>
          ) : share === null ? null : (
            <span>{formatPercent(share, locale)}</span>
          )}
        </div>
      )}
      {view.state === 'running' && view.progress !== undefined ? (
        <CardProgress id={id} progress={view.progress} />
      ) : null}
      {view.state === 'running' && streamed !== undefined ? (
        <div className={styles['stream']}>{streamed.slice(-160)}</div>
      ) : null}
      {view.state === 'failed' && view.error !== undefined ? (
        <ErrorBoundary isSmall of={view.error}>
          <Late>
            <CardFailure id={id} error={view.error} />
          </Late>
        </ErrorBoundary>
      ) : null}
    </>
  )
}
