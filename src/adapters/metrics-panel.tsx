/** What the adapters of a bank cost in time and bought in quality while they served, by version and intent. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Gauge } from 'lucide-react'
import { useState } from 'react'
import { toFailure } from '../../runtime/core/errors/failure.ts'
import type { Bank } from '../../runtime/core/wire/banks.ts'
import { useFailureText, useMessages } from '../messages/messages-context.tsx'
import { BankMetricsTable } from '../runs/bank-metrics-table.tsx'
import { navigateTo } from '../session/navigation.ts'
import { useServer } from '../session/server-context.tsx'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Notice } from '../ui/notice.tsx'
import { Card } from '../ui/page.tsx'
import { Select } from '../ui/select.tsx'
import { Spinner } from '../ui/spinner.tsx'
import styles from './adapters.module.css'

const spans = { all: null, month: 30 * 24, week: 7 * 24, day: 24 } as const

type Span = keyof typeof spans

const spanKeys = {
  all: 'adapters.sinceAll',
  month: 'adapters.sinceMonth',
  week: 'adapters.sinceWeek',
  day: 'adapters.sinceDay',
} as const

/** How often the figures are asked for while they are looked at. */
const refreshMs = 10_000

export function MetricsPanel({ bank }: { bank: Bank }) {
  const say = useMessages()
  const failureText = useFailureText()
  const server = useServer()
  const [span, setSpan] = useState<Span>('all')
  const [pipeline, setPipeline] = useState('')
  const pipelines = useQuery({ queryKey: ['pipelines'], queryFn: () => server.pipelines.list() })
  const metrics = useQuery({
    queryKey: ['bank-metrics', bank.id, span, pipeline],
    queryFn: () => {
      const hours = spans[span]
      return server.banks.metrics(bank.id, {
        ...(hours === null ? {} : { since: new Date(Date.now() - hours * 3_600_000).toISOString() }),
        ...(pipeline === '' ? {} : { pipeline }),
      })
    },
    placeholderData: keepPreviousData,
    refetchInterval: refreshMs,
  })
  const isEmpty = metrics.data !== undefined && metrics.data.groups.length === 0
  return (
    <Card
      title={say('adapters.metrics')}
      end={
        <span className={styles['filters']}>
          <Select
            label={say('adapters.since')}
            isLabelHidden
            items={(Object.keys(spans) as Span[]).map((id) => ({ id, label: say(spanKeys[id]) }))}
            value={span}
            onChange={setSpan}
          />
          <Select
            label={say('runs.pipeline')}
            isLabelHidden
            items={[
              { id: '', label: say('runs.anyPipeline') },
              ...(pipelines.data ?? []).map(({ id, name }) => ({ id, label: name })),
            ]}
            value={pipeline}
            onChange={setPipeline}
          />
        </span>
      }
    >
      <p className={styles['soft']}>{say('adapters.metricsHelp')}</p>
      {metrics.isError ? (
        <Notice
          tone="danger"
          action={<Button onPress={() => void metrics.refetch()}>{say('ui.tryAgain')}</Button>}
        >
          {failureText(toFailure(metrics.error).toJSON())}
        </Notice>
      ) : null}
      {metrics.isPending ? <Spinner /> : null}
      {isEmpty ? (
        <EmptyState
          icon={Gauge}
          title={say('adapters.noMetrics')}
          action={<Button onPress={() => navigateTo('build')}>{say('runs.emptyAction')}</Button>}
        >
          {say('adapters.noMetricsText')}
        </EmptyState>
      ) : metrics.data === undefined ? null : (
        <BankMetricsTable metrics={metrics.data} />
      )}
    </Card>
  )
}
