/** Where the time of a run went: a row per node on one axis, the critical path marked, and the sum written out. A table, so that it can be read too. */
import { ChevronDown, ChevronRight, Route } from 'lucide-react'
import { useState } from 'react'
import type { RunView } from '../../runtime/core/trace/run-view.ts'
import { StateMark } from '../drawing/state-mark.tsx'
import type { Say } from '../messages/catalogue.ts'
import type { Locale } from '../messages/locale.ts'
import { useLocale, useMessages } from '../messages/messages-context.tsx'
import { describeProgress } from '../runs/describe-progress.ts'
import { Button } from '../ui/button.tsx'
import { joinClasses } from '../ui/class-names.ts'
import { formatDuration, formatNumber } from '../ui/format-number.ts'
import { Icon } from '../ui/icon.tsx'
import { useNodeNames, useTraceSource } from './trace-context.tsx'
import type { PartTimes, TimePart, WaterfallRow } from './waterfall-model.ts'
import { axisMarks, buildWaterfall, hasInside, roundSum, rowsInside, timeParts } from './waterfall-model.ts'
import styles from './waterfall.module.css'

const partKeys = {
  node: 'trace.partNode',
  queue: 'trace.partQueue',
  load: 'trace.partLoad',
  engine: 'trace.partEngine',
} as const

/** The sum as text, `node 41.2 + queue 0.1 + load 0 + engine 0.4 = 41.7 ms`; long runs in seconds. */
export function describeSum(sum: PartTimes, say: Say, locale: Locale): string {
  const isLong = timeParts.reduce((total, part) => total + sum[part], 0) >= 10_000
  const { parts, total } = roundSum(sum, 0.1)
  const inUnit = isLong ? roundSum(toSeconds(sum), 0.01) : { parts, total }
  const format = (value: number) =>
    new Intl.NumberFormat(locale, { maximumFractionDigits: isLong ? 2 : 1 }).format(value)
  const terms = timeParts.map((part) => `${say(partKeys[part])} ${format(inUnit.parts[part])}`)
  return `${terms.join(' + ')} = ${format(inUnit.total)} ${isLong ? 's' : 'ms'}`
}

function toSeconds({ node, queue, load, engine }: PartTimes): PartTimes {
  return { node: node / 1_000, queue: queue / 1_000, load: load / 1_000, engine: engine / 1_000 }
}

export function Waterfall({ view }: { view: RunView }) {
  const say = useMessages()
  const locale = useLocale()
  const model = buildWaterfall(view)
  const row = (isOnPath: boolean) => (one: WaterfallRow) => (
    <Rows key={one.node ?? ''} view={view} row={one} wallMs={model.wallMs} isOnPath={isOnPath} depth={0} />
  )
  return (
    <div className={styles['waterfall']}>
      <div className={styles['head']}>
        {model.isComplete ? (
          <p className={styles['sum']} data-testid="waterfall-sum">
            {describeSum(model.sum, say, locale)}
          </p>
        ) : (
          <p className={styles['note']}>
            {view.status === 'running' ? say('trace.stillRunning') : say('trace.noSum')}
          </p>
        )}
        <Legend />
      </div>
      <table className={styles['table']} aria-label={say('trace.waterfall')}>
        <thead>
          <tr>
            <th scope="col">{say('trace.node')}</th>
            <th scope="col" className={styles['axisCell']}>
              <span className={styles['hidden']}>{say('trace.timeAxis')}</span>
              <Axis wallMs={model.wallMs} />
            </th>
            <th scope="col" className={styles['number']}>
              {say('trace.partQueue')}
            </th>
            <th scope="col" className={styles['number']}>
              {say('trace.partLoad')}
            </th>
            <th scope="col" className={styles['number']}>
              {say('trace.partNode')}
            </th>
            <th scope="col" className={styles['number']}>
              {say('trace.total')}
            </th>
          </tr>
        </thead>
        <tbody>
          {model.isComplete ? <GroupRow text={say('trace.criticalPath')} isPath /> : null}
          {model.path.map(row(model.isComplete))}
          {model.engine === null ? null : row(model.isComplete)(model.engine)}
        </tbody>
        {model.offPath.length === 0 ? null : (
          <tbody>
            <GroupRow text={say('trace.besideThePath', { time: formatDuration(model.offPathMs, locale) })} />
            {model.offPath.map(row(false))}
          </tbody>
        )}
      </table>
    </div>
  )
}

function GroupRow({ text, isPath = false }: { text: string; isPath?: boolean }) {
  return (
    <tr className={styles['group']}>
      <th scope="rowgroup" colSpan={6}>
        {isPath ? <Icon icon={Route} size={12} /> : null} {text}
      </th>
    </tr>
  )
}

interface RowProps {
  readonly view: RunView
  readonly row: WaterfallRow
  readonly wallMs: number
  readonly isOnPath: boolean
  /** How many nodes it is inside of; items of a list count too. */
  readonly depth: number
}

/** More items than that are shown when asked for. */
const shownRows = 50

/** A row and, when it is unfolded, what is inside it. */
function Rows(props: RowProps) {
  const { view, row, wallMs, depth } = props
  const say = useMessages()
  const [isOpen, setIsOpen] = useState(false)
  const [shown, setShown] = useState(shownRows)
  const inside = isOpen ? rowsInside(view, row, wallMs) : []
  return (
    <>
      <Row {...props} {...(hasInside(view, row) ? { isOpen, onToggle: () => setIsOpen(!isOpen) } : {})} />
      {inside.slice(0, shown).map((one) => (
        <Rows
          key={one.node ?? ''}
          view={view}
          row={one}
          wallMs={wallMs}
          isOnPath={props.isOnPath}
          depth={depth + 1}
        />
      ))}
      {inside.length > shown ? (
        <tr>
          <th scope="row" colSpan={6}>
            <Button isSmall onPress={() => setShown(shown + shownRows)}>
              {say('trace.moreItems', { n: inside.length - shown })}
            </Button>
          </th>
        </tr>
      ) : null}
    </>
  )
}

interface FoldProps {
  /** Left out where there is nothing inside. */
  readonly isOpen?: boolean
  readonly onToggle?: () => void
}

function Row({ view, row, wallMs, isOnPath, depth, isOpen, onToggle }: RowProps & FoldProps) {
  const say = useMessages()
  const { ownTitleOf, titleOf } = useNodeNames()
  const { node, isItem, segments, state, isReused, isPinned, times, totalMs } = row
  const { goToNode } = useTraceSource()
  const locale = useLocale()
  const progress = node === null ? undefined : view.nodes[node]?.progress
  const title = node === null ? say('trace.engineRow') : ownTitleOf(node)
  const fullTitle = node === null ? title : titleOf(node)
  return (
    <tr className={styles['row']} data-node={node ?? undefined} data-on-path={isOnPath} data-depth={depth}>
      <th scope="row" className={styles['name']} style={{ paddingInlineStart: `${6 + 14 * depth}px` }}>
        {onToggle === undefined ? (
          depth === 0 ? null : (
            <span className={styles['unfolded']} />
          )
        ) : (
          <button
            type="button"
            className={styles['fold']}
            aria-expanded={isOpen}
            aria-label={say('trace.inside', { title: fullTitle })}
            onClick={onToggle}
          >
            <Icon icon={isOpen === true ? ChevronDown : ChevronRight} size={14} />
          </button>
        )}
        {node === null ? null : <StateMark state={state} isMuted={false} hasIssue={false} />}
        {node === null || isItem === true || goToNode === null ? (
          <span className={styles['title']} title={fullTitle}>
            {title}
          </span>
        ) : (
          <button
            type="button"
            className={joinClasses(styles['title'], styles['link'])}
            title={fullTitle}
            onClick={() => goToNode(node)}
          >
            {title}
          </button>
        )}
        {progress === undefined ? null : (
          <span className={styles['reused']}>{describeProgress(progress, say, locale)}</span>
        )}
        {isReused ? <span className={styles['reused']}>{say('trace.reused')}</span> : null}
        {isPinned ? <span className={styles['reused']}>{say('trace.pinnedMark')}</span> : null}
      </th>
      <td className={styles['axisCell']}>
        <div className={styles['track']} aria-hidden>
          {segments.map(({ part, fromMs, toMs }) => (
            <span
              key={`${part}${fromMs}`}
              className={joinClasses(styles['segment'], styles[part])}
              style={{
                insetInlineStart: `${share(fromMs, wallMs)}%`,
                inlineSize: `max(1.5px, ${share(toMs - fromMs, wallMs)}%)`,
              }}
            />
          ))}
        </div>
      </td>
      <Time ms={node === null ? null : times.queue} />
      <Time ms={node === null ? null : times.load} />
      <Time ms={node === null ? null : times.node} />
      <Time ms={totalMs} isStrong />
    </tr>
  )
}

function Time({ ms, isStrong = false }: { ms: number | null; isStrong?: boolean }) {
  const locale = useLocale()
  return (
    <td className={joinClasses(styles['number'], isStrong && styles['strong'])}>
      {ms === null ? '' : formatDuration(ms, locale)}
    </td>
  )
}

function Axis({ wallMs }: { wallMs: number }) {
  const locale = useLocale()
  return (
    <div className={styles['axis']} aria-hidden>
      {axisMarks(wallMs).map((ms) => (
        <span key={ms} style={{ insetInlineStart: `${share(ms, wallMs)}%` }}>
          {ms === 0 ? `0 ms` : formatNumber(ms, locale)}
        </span>
      ))}
    </div>
  )
}

function Legend() {
  const say = useMessages()
  const parts: readonly TimePart[] = timeParts
  return (
    <ul className={styles['legend']} aria-label={say('trace.legend')}>
      {parts.map((part) => (
        <li key={part}>
          <span className={joinClasses(styles['swatch'], styles[part])} aria-hidden />
          {say(partKeys[part])}
        </li>
      ))}
    </ul>
  )
}

function share(ms: number, wallMs: number): number {
  return wallMs > 0 ? Math.min(100, Math.max(0, (ms / wallMs) * 100)) : 0
}
