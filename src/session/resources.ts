/** What settings can refer to. The host says what there is. */
import type { Json } from '../../runtime/core/values.ts'
import type { BankMetrics } from '../../runtime/core/wire/bank-metrics.ts'
import type { CreateBackend } from '../../runtime/core/wire/backends.ts'
import type { CreateCredential } from '../../runtime/core/wire/credentials.ts'
import type { Locale } from '../messages/locale.ts'
import type { PipelineLibrary } from './pipeline-library.ts'

/** Every host has these, or says that it has none. */
const commonKinds = ['index', 'intents', 'bank'] as const

/** Made by a name and a language. */
export type NamedKind = (typeof commonKinds)[number] | 'dataset'

export const resourceKinds = [...commonKinds, 'dataset', 'credential', 'backend'] as const
export type ResourceKind = (typeof resourceKinds)[number]

export interface Resource {
  readonly id: string
  readonly name: string
  /** One line that helps to choose, e.g. "64 articles · built". */
  readonly detail?: string
  /** False while runs cannot use it: an index not built, an intent model not trained. @default true */
  readonly isReady?: boolean
  /** Names inside it: the intents of a model, the aliases of a bank. */
  readonly members?: readonly string[]
  /** Of a bank: which alias serves which intent unless a pipeline says otherwise. */
  readonly routes?: readonly { readonly intent: string; readonly alias: string }[]
  /** Of a backend: those that it answers in. @default any */
  readonly languages?: readonly NewResource['language'][]
}

export interface NewResource {
  readonly name: string
  readonly language: 'en' | 'zh'
  /** Of a bank. @default the embedded reader of its language */
  readonly backend?: string
}

/** The first rows of a dataset that were looked for, and how many there are of them. */
export interface DatasetRows {
  readonly rows: readonly { readonly id: string; readonly inputs: Readonly<Record<string, Json>> }[]
  readonly total: number
}

/** A build or a training that goes on. */
export interface ResourceWork {
  /** What it works on. */
  readonly kind: (typeof commonKinds)[number]
  readonly id: string
  /** How much of it is done, 0 to 1; null where nobody knows. */
  readonly share: number | null
}

export interface ResourceProvider {
  /** What it can list: settings of other kinds are text fields. @default index, intents, bank */
  readonly kinds?: readonly ResourceKind[]
  list(kind: ResourceKind): Promise<readonly Resource[]>
  /** What the adapters of a bank cost and bought while they served; left out by hosts that do not measure. */
  metricsOf?(bank: string): Promise<BankMetrics>
  /** Makes an empty one from within a picker; left out by hosts where that is not possible. */
  create?(kind: NamedKind, resource: NewResource): Promise<Resource>
  /** Keeps a key for one address; left out by hosts where that is not possible. */
  createCredential?(credential: CreateCredential): Promise<Resource>
  /** Makes a backend from the address of an engine, which is asked for its models; left out by hosts where that is not possible. */
  createBackend?(backend: CreateBackend): Promise<Resource>
  /** Rows that hold `search` in one of their texts, for a run's form to be filled with; left out by hosts without datasets. */
  rowsOf?(dataset: string, search: string): Promise<DatasetRows>
  /** Tells of all work that goes on: soon, and with each change; call the result to stop. Left out by hosts that cannot tell. */
  watchWork?(onChange: (work: readonly ResourceWork[]) => void): () => void
  /** Pipelines that nodes can run; left out by hosts that keep none. */
  readonly pipelines?: PipelineLibrary
  /** Told the language of what it lists before it is asked, and when that changes; left out where the words do not depend on it. */
  speak?(locale: Locale): void
  /** Where a person works on one, or on all of the kind, for a link; undefined when the host has no such place. */
  hrefOf?(kind: ResourceKind, id?: string): string | undefined
}

export function canList({ kinds = commonKinds }: ResourceProvider, kind: ResourceKind): boolean {
  return kinds.some((known) => known === kind)
}
