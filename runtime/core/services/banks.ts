/** Banks: the adapters of one base model, their aliases, and the intents each serves. */
import type {
  AdapterSummary,
  Bank,
  BankRoute,
  CreateBank,
  LabelledQuestion,
  TrainAdapter,
} from '../wire/banks.ts'
import type { BankMetrics } from '../wire/bank-metrics.ts'
import type { Job } from '../wire/jobs.ts'
import type { AdapterFiles, GenerateRequest, Generation } from './backends.ts'
import type { Page, PageRequest } from './page.ts'

/** A bank as one run sees it: its aliases stay where they pointed at admission. */
export interface OpenBank {
  readonly id: string
  readonly generation: number
  readonly base: string
  readonly defaultAlias: string | null
  readonly routes: readonly BankRoute[]
  /** An experiment sends every request here, whatever its intent: to the alias, or for null to the base model. */
  readonly forced?: string | null
  /** `name@sha12` behind an alias. @throws ALIAS_NOT_FOUND */
  resolve(alias: string): string
  /** Generates through the bank's backend with the adapter behind `alias`, or with the base model for null. */
  generate(request: Omit<GenerateRequest, 'adapter'> & { readonly alias: string | null }): Generation
}

export interface BankReader {
  /** @throws BANK_NOT_FOUND */
  open(id: string): Promise<OpenBank>
}

export interface BankService extends BankReader {
  list(): Promise<readonly Bank[]>
  get(id: string): Promise<Bank>
  create(request: CreateBank): Promise<Bank>
  /** Stops its training first, if one is under way. */
  remove(id: string): Promise<void>
  /** Registers an adapter from PEFT files under a name. @throws ADAPTER_INVALID, ADAPTER_WRONG_BASE */
  addAdapter(id: string, name: string, files: Omit<AdapterFiles, 'id'>): Promise<AdapterSummary>
  /** The files of a registered adapter. @throws ADAPTER_NOT_FOUND */
  adapterFiles(id: string, adapterId: string): Promise<AdapterFiles>
  /** @throws ADAPTER_IN_USE while an alias points at it */
  removeAdapter(id: string, adapterId: string): Promise<Bank>
  /** Puts back one of the adapters removed last. @throws ADAPTER_NOT_FOUND */
  restoreAdapter(id: string, adapterId: string): Promise<Bank>
  /** Points an alias at a version in one step, after proving that the version has an effect. */
  flipAlias(id: string, alias: string, adapterId: string): Promise<Bank>
  /** Also removes the routes that lead to it. @throws ALIAS_NOT_FOUND */
  removeAlias(id: string, alias: string): Promise<Bank>
  setRoutes(id: string, change: { routes: readonly BankRoute[]; defaultAlias: string | null }): Promise<Bank>
  questions(id: string, page: PageRequest & { readonly intent?: string }): Promise<Page<LabelledQuestion>>
  putQuestions(id: string, questions: readonly LabelledQuestion[]): Promise<Bank>
  removeQuestions(id: string, questionIds: readonly string[]): Promise<Bank>
  /** What its adapters cost and bought while they served, over the runs that are kept. */
  metrics(id: string, filter?: { readonly since?: string; readonly pipeline?: string }): Promise<BankMetrics>
  /** Trains an adapter on the bank's labelled questions of split `train`. */
  trainAdapter(id: string, request: TrainAdapter): Promise<Job>
}
