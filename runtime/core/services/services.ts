/** What nodes may ask of the world while they run. Each is bound to the versions the run is pinned to. */
import type { RunPins } from '../trace/events.ts'
import type { BackendReader } from './backends.ts'
import type { BankReader } from './banks.ts'
import type { IndexReader } from './indexes.ts'
import type { IntentReader } from './intents.ts'
import type { PinRequest } from './pin-request.ts'

export interface Services {
  readonly indexes: IndexReader
  readonly intents: IntentReader
  readonly banks: BankReader
  readonly backends: BackendReader
}

/** The services of one run, bound to what was current when it was admitted. */
export interface Admission {
  readonly services: Services
  readonly pins: Omit<RunPins, 'revision'>
  /** Gives the leases back; called once, when the run has ended. */
  release(): void
}

/**
 * Resolves everything a run needs, once, before its first node starts.
 *
 * @throws INDEX_NOT_FOUND, INDEX_NOT_BUILT, INTENTS_NOT_FOUND, INTENTS_NOT_TRAINED or BANK_NOT_FOUND.
 */
export type Admit = (requests: readonly PinRequest[], signal: AbortSignal) => Promise<Admission>
