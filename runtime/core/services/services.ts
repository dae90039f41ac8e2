/** What nodes may ask of the world while they run. Each is bound to the versions the run is pinned to. */
import type { RunPins } from '../trace/events.ts'
import type { BackendReader } from './backends.ts'
import type { BankReader } from './banks.ts'
import type { EgressClient } from './egress.ts'
import type { IndexReader } from './indexes.ts'
import type { IntentReader } from './intents.ts'
import type { PinRequest } from './pin-request.ts'
import type { ResourceReader } from './resources.ts'
import type { SubPipelineRunner } from './sub-pipelines.ts'

/** What a host lends to a run. */
export interface HostServices {
  readonly indexes: IndexReader
  readonly intents: IntentReader
  readonly banks: BankReader
  readonly backends: BackendReader
  readonly egress: EgressClient
  readonly resources: ResourceReader
}

/** What a node sees, narrowed by its `needs`: the host's services, and what the engine itself gives. */
export interface Services extends HostServices {
  readonly subPipelines: SubPipelineRunner
}

/** The services of one run, bound to what was current when it was admitted. */
export interface Admission {
  readonly services: HostServices
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
