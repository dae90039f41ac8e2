/** Earlier runs of this pipeline; one press draws one of them on the canvas again. */
import { History } from 'lucide-react'
import { useEffect } from 'react'
import { useLocale, useMessages } from '../messages/messages-context.tsx'
import { useEditor, useRuns, useWhole } from '../session/editor-context.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Table } from '../ui/table.tsx'
import styles from './history-panel.module.css'
import { RunFailure } from './run-faults.tsx'
import { runColumns } from './run-columns.tsx'

export function HistoryPanel({ onOpened }: { onOpened: () => void }) {
  const say = useMessages()
  const locale = useLocale()
  const { runs } = useEditor()
  const pipelineId = useWhole(({ document }) => document.id)
  const history = useRuns((state) => state.history)
  const total = useRuns((state) => state.historyTotal)
  const shown = useRuns(({ view }) => view.runId)
  useEffect(() => void runs.getState().refreshHistory(pipelineId), [runs, pipelineId])
  if (history.length === 0) {
    return (
      <EmptyState icon={History} title={say('trace.historyEmptyTitle')}>
        {say('trace.historyEmptyText')}
      </EmptyState>
    )
  }
  const open = (runId: string) => {
    void runs.getState().show(runId).then(onOpened)
  }
  const columns = runColumns(say, locale, (run, label) => (
    <button
      type="button"
      className={styles['open']}
      aria-label={say('runs.openRun', { question: run.question })}
      onClick={(event) => {
        event.stopPropagation()
        open(run.id)
      }}
    >
      {label}
    </button>
  ))
  return (
    <div className={styles['history']}>
      <RunFailure />
      <Table
        label={say('trace.history')}
        columns={columns}
        rows={history}
        idOf={({ id }) => id}
        selected={shown ?? null}
        onPressRow={({ id }) => open(id)}
      />
      {total > history.length ? (
        <p className={styles['note']}>{say('runs.shownOf', { shown: history.length, n: total })}</p>
      ) : null}
    </div>
  )
}
