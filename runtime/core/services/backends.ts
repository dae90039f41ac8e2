/** What generates answers. */
import type { Answer, Language, Message, RetrievedDocument } from '../values.ts'
import type { TellProgress } from '../trace/events.ts'
import type {
  BackendKind,
  BackendSummary,
  ChangeBackend,
  CreateBackend,
  EngineConnection,
} from '../wire/backends.ts'
import type { EgressClient } from './egress.ts'
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
  /** @default true */
  readonly takesAdapters?: boolean
  generate(request: GenerateRequest): Generation
  /** @throws ADAPTER_WRONG_BASE, ADAPTER_INVALID, BACKEND_WITHOUT_ADAPTERS */
  loadAdapter(adapter: AdapterFiles): Promise<void>
  unloadAdapter(id: string): Promise<void>
  /** Whether the loaded adapter changes anything: the same probe on the base model and with the adapter. */
  hasEffect(id: string): Promise<boolean>
  close(): Promise<void>
}

/** Reaches engines over HTTP: a driver for each of `engineNames`. */
export interface EngineCatalogue {
  /**
   * The base models that an engine serves, as it names them.
   *
   * @throws what the way out throws, MODEL_REFUSED, MODEL_OVERLOADED, BACKEND_LISTS_NOTHING
   */
  listModels(connection: EngineConnection): Promise<readonly string[]>
  /** @param base one of `listModels` */
  open(id: string, base: string, connection: EngineConnection): Promise<Backend>
  /** Takes away what was written down for a backend that is removed. */
  forget(id: string): Promise<void>
}

/** Opens the catalogue over the way out for HTTP requests, once for each runtime. */
export type OpenEngines = (egress: EgressClient) => EngineCatalogue

export interface BackendService extends BackendReader {
  list(): Promise<readonly BackendSummary[]>
  /** @throws BACKEND_NOT_FOUND */
  get(id: string): Promise<BackendSummary>
  /**
   * Makes one from the address of an engine, which has to answer and to serve the base model.
   *
   * @throws BACKENDS_NOT_KEPT, RESOURCE_EXISTS, BACKEND_MODEL_UNKNOWN, BACKEND_MODEL_UNCLEAR, and what `listModels` throws
   */
  create(request: CreateBackend): Promise<BackendSummary>
  /** @throws BACKEND_NOT_FOUND, BACKEND_OF_PROGRAM, and what `create` throws */
  change(id: string, request: ChangeBackend): Promise<BackendSummary>
  /** @throws BACKEND_NOT_FOUND, BACKEND_OF_PROGRAM, BACKEND_IN_USE while a bank is on it */
  remove(id: string): Promise<void>
}

export interface BackendReader {
  /** @throws BACKEND_NOT_FOUND */
  open(id: string): Promise<Pick<Backend, 'id' | 'base' | 'generate'>>
}
