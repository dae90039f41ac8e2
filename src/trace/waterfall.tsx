/** Where the time of a run went: a row per node on one axis, the critical path marked, and the sum written out. A table, so that it can be read too. */
import { Route } from 'lucide-react'
import type { RunView } from '../../runtime/core/trace/run-view.ts'
import { StateMark } from '../drawing/state-mark.tsx'
import type { Say } from '../messages/catalogue.ts'
import type { Locale } from '../messages/locale.ts'
import { useLocale, useMessages } from '../messages/messages-context.tsx'
import { joinClasses } from '../ui/class-names.ts'
import { formatDuration, formatNumber } from '../ui/format-number.ts'
import { Icon } from '../ui/icon.tsx'
import { useNodeNames, useTraceSource } from './trace-context.tsx'
import type { PartTimes, TimePart, WaterfallRow } from './waterfall-model.ts'
import { axisMarks, buildWaterfall, roundSum, timeParts } from './waterfall-model.ts'
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
  const row = (one: WaterfallRow) => (
    <Row key={one.node ?? ''} row={one} wallMs={model.wallMs} isOnPath={model.isComplete} />
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
          {model.path.map(row)}
          {model.engine === null ? null : row(model.engine)}
        </tbody>
        {model.offPath.length === 0 ? null : (
          <tbody>
            <GroupRow text={say('trace.besideThePath', { time: formatDuration(model.offPathMs, locale) })} />
            {model.offPath.map((one) => (
              <Row key={one.node} row={one} wallMs={model.wallMs} isOnPath={false} />
            ))}
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
  readonly row: WaterfallRow
  readonly wallMs: number
  readonly isOnPath: boolean
}

function Row({ row, wallMs, isOnPath }: RowProps) {
  const say = useMessages()
  const { titleOf } = useNodeNames()
  const { node, segments, state, isReused, isPinned, times, totalMs } = row
  const { goToNode } = useTraceSource()
  const title = node === null ? say('trace.engineRow') : titleOf(node)
  return (
    <tr className={styles['row']} data-node={node ?? undefined} data-on-path={isOnPath}>
      <th scope="row" className={styles['name']}>
        {node === null ? null : <StateMark state={state} isMuted={false} hasIssue={false} />}
        {node === null || goToNode === null ? (
          <span className={styles['title']} title={title}>
            {title}
          </span>
        ) : (
          <button
            type="button"
            className={joinClasses(styles['title'], styles['link'])}
            title={title}
            onClick={() => goToNode(node)}
          >
            {title}
          </button>
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
