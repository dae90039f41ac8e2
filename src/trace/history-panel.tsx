/** Earlier runs of this pipeline; one press draws one of them on the canvas again. */
import { History } from 'lucide-react'
import { Suspense, useEffect, useState } from 'react'
import { useLocale, useMessages } from '../messages/messages-context.tsx'
import { useEditor, useRuns, useWhole } from '../session/editor-context.tsx'
import { lazyComponent } from '../ui/lazy-component.ts'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Table } from '../ui/table.tsx'
import { CompareButton } from './compare-runs/compare-button.tsx'
import styles from './history-panel.module.css'
import { useChoiceColumn } from './run-choice.tsx'
import { RunFailure } from './run-faults.tsx'
import { runColumns } from './run-columns.tsx'

const HistoryCompared = lazyComponent(
  async () => (await import('./compare-runs/history-compared.tsx')).HistoryCompared,
)

export function HistoryPanel({ onOpened }: { onOpened: () => void }) {
  const say = useMessages()
  const locale = useLocale()
  const { runs } = useEditor()
  const pipelineId = useWhole(({ document }) => document.id)
  const history = useRuns((state) => state.history)
  const total = useRuns((state) => state.historyTotal)
  const shown = useRuns(({ view }) => view.runId)
  useEffect(() => void runs.getState().refreshHistory(pipelineId), [runs, pipelineId])
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const choiceColumn = useChoiceColumn(history, { chosen, setChosen })
  const [compared, setCompared] = useState<readonly [string, string] | null>(null)
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
  if (compared !== null) {
    return (
      <Suspense fallback={null}>
        <HistoryCompared pair={compared} onBack={() => setCompared(null)} onOpen={open} />
      </Suspense>
    )
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
      {chosen.size === 0 ? null : (
        <div className={styles['choice']}>
          <span role="status">{say('runs.chosen', { n: chosen.size })}</span>
          <CompareButton chosen={chosen} onCompare={(first, second) => setCompared([first, second])} />
          <Button isSmall variant="quiet" onPress={() => setChosen(new Set())}>
            {say('runs.chooseNone')}
          </Button>
        </div>
      )}
      <Table
        label={say('trace.history')}
        columns={[choiceColumn, ...columns]}
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
