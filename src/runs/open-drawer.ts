/** Opens the run drawer when the first run of an editor starts; whoever closes it afterwards has it closed. */
import type { SessionStore } from '../session/session-store.ts'
import type { RunStore } from './run-store.ts'

export function openDrawerOnFirstRun(runs: RunStore, session: SessionStore): void {
  const stop = runs.subscribe(({ isRunning }) => {
    if (!isRunning) return
    stop()
    session.getState().show('drawer', true)
  })
}
