/** Intent models and the utterances they learn from. */
import type { TellProgress } from '../trace/events.ts'
import type { IntentValue } from '../values.ts'
import type { CreateIntents, IntentSummary, Utterance } from '../wire/intents.ts'
import type { Job } from '../wire/jobs.ts'
import type { Page, PageRequest } from './page.ts'

/** One trained model, held in memory. */
export interface OpenIntentModel {
  /** `name@sha12`. */
  readonly version: string
  readonly labels: readonly string[]
  predict(text: string): IntentValue
}

export interface IntentReader {
  /**
   * @param tell hears how far it is, while the model is not in memory yet
   * @throws INTENTS_NOT_FOUND or INTENTS_NOT_TRAINED
   */
  open(id: string, tell?: TellProgress): Promise<OpenIntentModel>
}

/** The model that was in use when it was asked for; it is in memory soon after. */
export interface PinnedIntents {
  /** `name@sha12`. */
  readonly version: string
  /** @param tell as for {@link IntentReader.open} */
  open(tell?: TellProgress): Promise<OpenIntentModel>
}

export interface IntentService extends IntentReader {
  /** Begins to load the model in use, and does not wait for it. @throws INTENTS_NOT_FOUND or INTENTS_NOT_TRAINED */
  pin(id: string): Promise<PinnedIntents>
  list(): Promise<readonly IntentSummary[]>
  get(id: string): Promise<IntentSummary>
  create(request: CreateIntents): Promise<IntentSummary>
  /** Stops its training first, if one is under way. */
  remove(id: string): Promise<void>
  utterances(id: string, page: PageRequest & { readonly intent?: string }): Promise<Page<Utterance>>
  putUtterances(id: string, utterances: readonly Utterance[]): Promise<IntentSummary>
  removeUtterances(id: string, utteranceIds: readonly string[]): Promise<IntentSummary>
  /** Trains and calibrates a new model; the one in use stays until it stands. */
  train(id: string, options?: { readonly seed?: number }): Promise<Job>
}
