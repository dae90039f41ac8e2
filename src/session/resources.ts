/** What settings can refer to: indexes, intent models, banks. The host says what there is. */
import type { BankMetrics } from '../../runtime/core/wire/bank-metrics.ts'

export const resourceKinds = ['index', 'intents', 'bank'] as const
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
}

export interface NewResource {
  readonly name: string
  readonly language: 'en' | 'zh'
}

export interface ResourceProvider {
  list(kind: ResourceKind): Promise<readonly Resource[]>
  /** What the adapters of a bank cost and bought while they served; left out by hosts that do not measure. */
  metricsOf?(bank: string): Promise<BankMetrics>
  /** Makes an empty one from within a picker; left out by hosts where that is not possible. */
  create?(kind: ResourceKind, resource: NewResource): Promise<Resource>
  /** Where a person works on one, or on all of the kind, for a link; undefined when the host has no such place. */
  hrefOf?(kind: ResourceKind, id?: string): string | undefined
}
