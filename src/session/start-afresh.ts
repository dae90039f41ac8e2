/** At another level nothing is selected and nothing half typed; going up, the node one comes from is selected. */
import type { Levels } from '../document/levels.ts'
import type { DraftStore } from './draft-store.ts'
import type { SessionStore } from './session-store.ts'

export function startAfresh({ store }: Levels, session: SessionStore, drafts: DraftStore): void {
  store.subscribe(({ path }, before) => {
    if (path === before.path) return
    const isUp = path.every((node, index) => node === before.path[index])
    const from = isUp ? before.path[path.length] : undefined
    session.getState().pick(null)
    session.getState().focusDone()
    session.getState().select(from === undefined ? [] : [from])
    drafts.getState().keepOnly(() => false)
  })
}
