/** Every event of a run in its order; the pieces of one stream stand on one line. */
import { useMemo, useState } from 'react'
import type { TraceEvent, TraceEventType } from '../../runtime/core/trace/events.ts'
import type { Say } from '../messages/catalogue.ts'
import type { Locale } from '../messages/locale.ts'
import { useLocale, useMessages } from '../messages/messages-context.tsx'
import { describeDecision } from '../runs/decision-chip.tsx'
import { describeProgress } from '../runs/describe-progress.ts'
import { Button } from '../ui/button.tsx'
import { formatDuration } from '../ui/format-number.ts'
import { tokensText } from '../runs/token-text.ts'
import { Select } from '../ui/select.tsx'
import { Table } from '../ui/table.tsx'
import type { EventLine } from './event-lines.ts'
import { joinDeltas } from './event-lines.ts'
import styles from './runs-view.module.css'
import { useNodeNames, useRunFailureText } from './trace-context.tsx'

const step = 200

export function EventList({ events }: { events: readonly TraceEvent[] }) {
  const say = useMessages()
  const locale = useLocale()
  const failureText = useRunFailureText()
  const { titleOf } = useNodeNames()
  const [kind, setKind] = useState<TraceEventType | ''>('')
  const [shown, setShown] = useState(step)
  const lines = useMemo(() => joinDeltas(events), [events])
  const kinds = [...new Set(lines.map(({ first }) => first.type))]
  const rows = lines.filter(({ first }) => kind === '' || first.type === kind)
  return (
    <>
      <Select
        label={say('trace.eventKinds')}
        isLabelHidden
        items={[{ id: '' as const, label: say('trace.anyEvent') }, ...kinds.map((id) => ({ id, label: id }))]}
        value={kind}
        onChange={setKind}
        className={styles['kinds']}
      />
      <Table
        label={say('runs.events')}
        columns={[
          {
            id: 'seq',
            title: say('trace.seq'),
            isNumber: true,
            cell: ({ first }) => first.seq,
            width: '56px',
          },
          {
            id: 'at',
            title: say('trace.time'),
            isNumber: true,
            cell: ({ first }) => formatDuration(first.at, locale),
            width: '88px',
          },
          { id: 'type', title: say('trace.event'), cell: ({ first }) => <code>{first.type}</code> },
          {
            id: 'node',
            title: say('trace.node'),
            cell: ({ first }) => ('node' in first ? titleOf(first.node) : ''),
          },
          {
            id: 'detail',
            title: say('trace.detail'),
            cell: (line) => (
              <div className={styles['detail']}>{describeEvent(line, say, locale, failureText)}</div>
            ),
          },
        ]}
        rows={rows.slice(0, shown)}
        idOf={({ first }) => String(first.seq)}
        isFramed
        className={styles['table']}
      />
      {rows.length > shown ? (
        <div className={styles['count']}>
          <Button onPress={() => setShown(shown + step)}>
            {say('trace.moreItems', { n: rows.length - shown })}
          </Button>
        </div>
      ) : null}
    </>
  )
}

type FailureText = ReturnType<typeof useRunFailureText>

function describeEvent(
  { first, count, text }: EventLine,
  say: Say,
  locale: Locale,
  failureText: FailureText,
): string {
  switch (first.type) {
    case 'node-delta':
      return say('trace.deltas', { n: count, text })
    case 'decision':
      return describeDecision(first.decision, say, locale)
    case 'adapter-load':
      return `${first.adapter} · ${formatDuration(first.loadMs, locale)}`
    case 'generation':
      return first.tokens === null ? '' : tokensText(first.tokens, say, locale)
    case 'node-annotated':
      return Object.entries(first.attributes)
        .map(([name, value]) => `${name} = ${JSON.stringify(value)}`)
        .join(', ')
    case 'node-progress':
      return describeProgress(first, say, locale)
    case 'node-retried':
      return `${failureText(first.error)} (${formatDuration(first.delayMs, locale)})`
    case 'node-failed':
      return failureText(first.error)
    case 'node-finished':
      return [formatDuration(first.durationMs, locale), ...Object.keys(first.outputs)].join(' · ')
    case 'node-skipped':
      return [first.reason, first.input ?? ''].filter((part) => part !== '').join(': ')
    case 'node-started':
    case 'sub-run-started':
      return Object.keys(first.inputs).join(', ')
    case 'run-started':
      return `${first.pipeline.name} · ${first.pins.revision.slice(0, 12)}`
    case 'run-finished':
    case 'sub-run-finished':
      return first.error === undefined ? first.status : `${first.status}: ${failureText(first.error)}`
    case 'node-queued':
      return ''
  }
}
