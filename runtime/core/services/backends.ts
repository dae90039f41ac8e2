/** What generates answers. */
import type { Answer, Language, Message, RetrievedDocument } from '../values.ts'
import type { TellProgress } from '../trace/events.ts'
import type { BackendKind, BackendSummary } from '../wire/backends.ts'
import type { FindAnnotation } from './indexes.ts'

export interface GenerateRequest {
  readonly question: string
  readonly documents: readonly RetrievedDocument[]
  readonly messages?: readonly Message[]
  /** A registered adapter `name@sha12`; null for the base model. */
  readonly adapter: string | null
  readonly language?: Language
  /** What indexes keep with passages; without it, or where it finds nothing, the backend makes what it needs itself. */
  readonly annotationOf?: FindAnnotation
  readonly signal: AbortSignal
  /** Hears what the request waits for before there is any text. */
  readonly tell?: TellProgress
  /** Called once when the request had to wait for the adapter to load. */
  readonly onAdapterLoad?: (loadMs: number) => void
}

/** Yields pieces of the answer's text and returns the whole; the pieces joined equal `text`. */
export type Generation = AsyncGenerator<string, Answer, void>

/** The weights of one adapter version, as a driver takes them. */
export interface AdapterFiles {
  /** `name@sha12`. */
  readonly id: string
  /** The content of PEFT's `adapter_config.json` and `adapter_model.safetensors`. */
  readonly config: Uint8Array
  readonly weights: Uint8Array
}

/** A driver: one base model behind one way of reaching it. */
export interface Backend {
  readonly id: string
  /** The name of the base model; adapters of another base are refused. */
  readonly base: string
  /** How it is reached. @default 'other' */
  readonly kind?: BackendKind
  /** That it answers in. @default any */
  readonly languages?: readonly Language[]
  generate(request: GenerateRequest): Generation
  /** @throws ADAPTER_WRONG_BASE, ADAPTER_INVALID */
  loadAdapter(adapter: AdapterFiles): Promise<void>
  unloadAdapter(id: string): Promise<void>
  /** Whether the loaded adapter changes anything: the same probe on the base model and with the adapter. */
  hasEffect(id: string): Promise<boolean>
  close(): Promise<void>
}

export interface BackendService extends BackendReader {
  list(): Promise<readonly BackendSummary[]>
  /** @throws BACKEND_NOT_FOUND */
  get(id: string): Promise<BackendSummary>
}

export interface BackendReader {
  /** @throws BACKEND_NOT_FOUND */
  open(id: string): Promise<Pick<Backend, 'id' | 'base' | 'generate'>>
}
