/** Puts the services together over stores and drivers: the same in Node, in a page and in tests. */
import type { PipelineDocument } from '../core/document/document.ts'
import type { NodeRegistry } from '../core/node/registry.ts'
import type { Backend, OpenEngines } from '../core/services/backends.ts'
import { failure } from '../core/errors/failure.ts'
import type { CredentialReader, SecretCipher } from '../core/services/credentials.ts'
import type { EgressClient } from '../core/services/egress.ts'
import type { PipelineService } from '../core/services/pipelines.ts'
import { readResources } from '../core/services/read-resources.ts'
import type { Resource } from '../core/services/resources.ts'
import type { RuntimeServices } from '../core/services/runtime-services.ts'
import type { Admit } from '../core/services/services.ts'
import type { Stores } from '../core/stores/stores.ts'
import type { Manifest } from '../core/wire/experiments.ts'
import type { CompiledPipeline } from '../engine/compile.ts'
import { compile } from '../engine/compile.ts'
import { scoreRun } from '../evaluation/score-run.ts'
import type { ReaderWeights } from '../reader/reader-weights.ts'
import type { OpenReportBuilding } from '../evaluation/reports/report-building.ts'
import { createAdmit } from './admission.ts'
import { createBackendService, indexDrivers } from './backends.ts'
import { createBankMeter } from './bank-meter.ts'
import { createBankService } from './banks.ts'
import { createBlobKeeper } from './blob-keeper.ts'
import { createCredentials } from './credentials.ts'
import { createDatasetService } from './datasets.ts'
import type { VariantSources } from './experiment-variants.ts'
import { createExperimentService } from './experiments.ts'
import { createIndexService } from './indexes.ts'
import { createIntentService } from './intents.ts'
import { createJobService } from './jobs.ts'
import { createPipelineService } from './pipelines.ts'
import { createRecentlyUsed } from '../core/recently-used.ts'
import type { Retention, RetentionLimits } from './retention.ts'
import { createRetention, defaultRetention } from './retention.ts'
import { createRunService } from './runs.ts'

/**
 * Opens the way out for nodes that make HTTP requests, once for each runtime.
 *
 * @param credentials finds the header of a credential that a request names, for the origin it was saved for
 */
export type OpenEgress = (credentials: CredentialReader) => EgressClient

export interface ServicesOptions {
  readonly stores: Stores
  readonly nodes: NodeRegistry
  readonly backends: readonly Backend[]
  /** Drivers for backends that are made from the address of an engine; without them none can be. */
  readonly openEngines?: OpenEngines
  /** Base weights of the embedded readers, by backend. */
  readonly readers: ReadonlyMap<string, ReaderWeights>
  /** Makes ids of runs and jobs: unique, at most 64 characters. */
  readonly createId: () => string
  /** The way out for nodes that make HTTP requests, or how to open one that sends credentials; without it they are refused. */
  readonly egress?: EgressClient | OpenEgress
  /** Keeps the secrets of credentials; without it none are kept. */
  readonly cipher?: SecretCipher
  /** Objects of the host program that nodes name by id. */
  readonly resources?: Readonly<Record<string, Resource>>
  /** Versions that experiments are pinned to. */
  readonly software?: Manifest['software']
  /** Where reports of experiments are made. @default the calling thread */
  readonly openReport?: OpenReportBuilding
  /** How long runs are kept, and how many. */
  readonly limits?: RetentionLimits
}

export interface ComposedServices {
  readonly services: RuntimeServices
  /** Where runs and experiments find what they are bound to. */
  readonly sources: Omit<VariantSources, 'pipelines' | 'nodes'>
  readonly admit: Admit
  /** The compiled form of a document; kept for the documents used last. */
  readonly compileCached: (document: PipelineDocument) => CompiledPipeline
  /** Not started: programs that share a database leave the cleaning to the server. */
  readonly retention: Retention
  /** For the only process that has the stores: what was running when the last one died counts as stopped. */
  closeInterruptedExperiments(): Promise<void>
  /** Opens the backends that were made earlier. */
  openStoredBackends(): Promise<void>
  /** Cancels what runs and waits until it has ended. */
  close(): Promise<void>
}

const noEgress: EgressClient = {
  send: async ({ url }) => {
    throw failure('EGRESS_UNAVAILABLE', { origin: new URL(url).origin })
  },
}

/** Compiled documents kept. */
const keptPlans = 64

export function createServices({
  stores,
  nodes,
  backends: registered,
  openEngines,
  readers,
  createId,
  egress = noEgress,
  cipher,
  resources = {},
  limits = defaultRetention,
  software = { signalbox: '', runtime: '' },
  openReport,
}: ServicesOptions): ComposedServices {
  const drivers = indexDrivers(registered)
  const { collections } = stores
  const jobs = createJobService({ createId, collections })
  const meter = createBankMeter(stores.runs)
  const retention = createRetention({ store: stores.runs, limits, onPruned: meter.forget })
  const blobs = createBlobKeeper(stores)
  const indexes = createIndexService({ collections, blobs, jobs, readerLanguages: languagesOf(readers) })
  const intents = createIntentService({ collections, blobs, jobs })
  const banks = createBankService({ collections, blobs, jobs, backends: drivers, readers, indexes, meter })
  const pipelines = createPipelineService(stores.pipelines, nodes)
  const credentials = createCredentials({ collections, pipelines, cipher })
  const wayOut = openWayOut(egress, credentials.reader)
  const made = { collections, drivers, engines: openEngines?.(wayOut), trainable: readers, banks }
  const { openStored: openStoredBackends, ...backends } = createBackendService(made)
  const sources = {
    indexes,
    intents,
    banks,
    backends,
    egress: wayOut,
    resources: readResources(resources),
  }
  const admit = createAdmit(sources)
  const compileCached = cachePlans(createCompile(nodes, admit, pipelines))
  const runs = createRunService({
    pipelines,
    nodes,
    store: stores.runs,
    collections,
    createId,
    limits,
    onRemeasured: meter.forget,
    compile: compileCached,
  })
  const datasets = createDatasetService({ collections, runs })
  const experiments = createExperimentService({
    stores,
    blobs,
    datasets,
    sources: { ...sources, pipelines, nodes },
    createId,
    software,
    ...(openReport === undefined ? {} : { openReport }),
  })
  return {
    services: {
      indexes,
      intents,
      banks,
      backends,
      credentials: credentials.service,
      pipelines,
      runs,
      datasets,
      experiments,
      jobs,
    },
    sources,
    admit,
    compileCached,
    retention,
    closeInterruptedExperiments: experiments.closeInterrupted,
    openStoredBackends,
    close: () => closeAll([experiments, runs, jobs, retention], [...drivers.values()]),
  }
}

const openWayOut = (egress: EgressClient | OpenEgress, credentials: CredentialReader) =>
  typeof egress === 'function' ? egress(credentials) : egress

const languagesOf = (readers: ServicesOptions['readers']) =>
  new Set([...readers.values()].map(({ language }) => language))

/** One group after the other. */
async function closeAll(...groups: readonly { close(): Promise<void> }[][]): Promise<void> {
  for (const parts of groups) await Promise.all(parts.map((part) => part.close()))
}

function createCompile(nodes: NodeRegistry, admit: Admit, pipelines: PipelineService) {
  return (document: PipelineDocument): CompiledPipeline =>
    compile(document, {
      nodes,
      admit,
      score: scoreRun,
      findPipeline: async ({ id, revision }) => (await pipelines.revision(id, revision)).document,
    })
}

/** Keyed by the text of the document: layout changes cost a compilation, which is cheap beside a run. */
function cachePlans(make: (document: PipelineDocument) => CompiledPipeline) {
  const plans = createRecentlyUsed<CompiledPipeline>(keptPlans)
  /** The same object again needs not even be written as text. */
  const known = new WeakMap<PipelineDocument, CompiledPipeline>()
  return (document: PipelineDocument): CompiledPipeline => {
    const same = known.get(document)
    if (same !== undefined) return same
    const key = JSON.stringify(document)
    const plan = plans.get(key) ?? make(document)
    plans.set(key, plan)
    known.set(document, plan)
    return plan
  }
}
