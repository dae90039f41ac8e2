/** The Runs page of the rail: the list of all runs, under `#/runs/<run>/<node>` the page of one, under `#/runs/compare/<run>/<run>` two. */
import { joinClasses } from '../ui/class-names.ts'
import { RunComparePage } from './compare-runs/run-compare-page.tsx'
import { RunList } from './run-list.tsx'
import { RunPage } from './run-page.tsx'
import styles from './runs-view.module.css'

export function RunsView({ parts }: { parts: readonly string[] }) {
  const [runId, second, third] = parts
  const isListShown = runId === undefined
  return (
    <>
      {/* The list stays, so that its filters and its place are there on the way back. */}
      <div className={joinClasses(styles['view'], !isListShown && styles['away'])}>
        <RunList isShown={isListShown} />
      </div>
      {isListShown ? null : runId === 'compare' && second !== undefined && third !== undefined ? (
        <RunComparePage key={`${second} ${third}`} first={second} second={third} />
      ) : (
        <RunPage key={`${runId} ${second ?? ''}`} runId={runId} node={second ?? null} />
      )}
    </>
  )
}
