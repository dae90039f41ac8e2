/** The Runs page of the rail: the list of all runs, and under `#/runs/<run>` the page of one. */
import { joinClasses } from '../ui/class-names.ts'
import { RunList } from './run-list.tsx'
import { RunPage } from './run-page.tsx'
import styles from './runs-view.module.css'

export function RunsView({ parts }: { parts: readonly string[] }) {
  const [runId] = parts
  const isListShown = runId === undefined
  return (
    <>
      {/* The list stays, so that its filters and its place are there on the way back. */}
      <div className={joinClasses(styles['view'], !isListShown && styles['away'])}>
        <RunList isShown={isListShown} />
      </div>
      {isListShown ? null : <RunPage key={runId} runId={runId} />}
    </>
  )
}
